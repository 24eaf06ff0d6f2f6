package io.fapilog.devloki;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A {@link Fault} from its addition to its end. Guarded by the lock of the {@link Script}. */
final class RunningFault {
    /**
     * A fault as it is at one time.
     *
     * @param id its identifier
     * @param text its text
     * @param remainingMillis the time to its end, null if it has no limit
     * @param remainingCount how many more pushes it answers, null if it has no limit
     * @param hits how many pushes it has answered
     */
    record State(
            String id,
            String text,
            @Nullable Long remainingMillis,
            @Nullable Integer remainingCount,
            long hits) {}

    private final String id;
    private final Fault fault;
    private final Instant begin;
    private final @Nullable Instant end;
    private long hits;

    RunningFault(String id, Fault fault, Instant now) {
        this.id = id;
        this.fault = fault;
        this.begin = now.plus(fault.delay());
        Duration length = fault.length();
        this.end = length == null ? null : begin.plus(length);
    }

    String id() {
        return id;
    }

    Reply reply() {
        return fault.reply();
    }

    boolean hangs() {
        return reply().kind() == Reply.Kind.STALL;
    }

    /** Whether it answers a push now. */
    boolean answers(Instant now) {
        return !now.isBefore(begin) && !timeIsOver(now) && !countIsOver();
    }

    /** Whether it can be forgotten: a hang with an end stays to the end, when its pushes continue. */
    boolean over(Instant now) {
        return timeIsOver(now) || (countIsOver() && !(hangs() && end != null));
    }

    boolean timeIsOver(Instant now) {
        return end != null && !now.isBefore(end);
    }

    private boolean countIsOver() {
        Integer count = fault.count();
        return count != null && hits >= count;
    }

    /** The reply to one push, which is counted. */
    Reply hit() {
        hits++;
        return reply();
    }

    /** The time to its end, null if it has no limit. */
    @Nullable
    Duration remaining(Instant now) {
        return end == null ? null : Duration.between(now, end);
    }

    State state(Instant now) {
        Duration remaining = remaining(now);
        Integer count = fault.count();
        return new State(
                id,
                fault.text(),
                remaining == null ? null : remaining.toMillis(),
                count == null ? null : Math.toIntExact(Math.max(0, count - hits)),
                hits);
    }
}
