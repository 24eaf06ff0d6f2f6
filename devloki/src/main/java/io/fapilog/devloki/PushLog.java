package io.fapilog.devloki;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last pushes received. Bounded and thread-safe. */
final class PushLog {
    private static final int MAX_PUSHES = 10_000;
    private static final long MAX_BODY_BYTES = 64L << 20;

    private final Deque<ReceivedPush> pushes = new ArrayDeque<>();
    private long bodyBytes;
    private long count;

    synchronized void add(ReceivedPush push) {
        count++;
        pushes.add(push);
        bodyBytes += bodySize(push);
        while (pushes.size() > MAX_PUSHES || bodyBytes > MAX_BODY_BYTES) {
            bodyBytes -= bodySize(pushes.remove());
        }
    }

    synchronized List<ReceivedPush> list() {
        return List.copyOf(pushes);
    }

    /** The number of all pushes received, including those no longer listed. */
    synchronized long count() {
        return count;
    }

    synchronized void clear() {
        pushes.clear();
        bodyBytes = 0;
        count = 0;
    }

    private static int bodySize(ReceivedPush push) {
        return push.body().map(body -> body.length).orElse(0);
    }
}
