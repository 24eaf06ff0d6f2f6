package io.fapilog.devloki;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The pushes received, the newest of them. Thread-safe. */
final class PushLog {
    private static final int MOST = 10_000;
    private static final long MOST_BODY_BYTES = 64L << 20;

    private final Deque<ReceivedPush> pushes = new ArrayDeque<>();
    private long bodyBytes;
    private long count;

    synchronized void add(ReceivedPush push) {
        count++;
        pushes.add(push);
        bodyBytes += bodySize(push);
        while (pushes.size() > MOST || bodyBytes > MOST_BODY_BYTES) {
            bodyBytes -= bodySize(pushes.remove());
        }
    }

    synchronized List<ReceivedPush> list() {
        return List.copyOf(pushes);
    }

    /** All that came, those no longer listed included. */
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
