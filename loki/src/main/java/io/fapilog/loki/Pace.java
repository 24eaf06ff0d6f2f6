package io.fapilog.loki;

/**
 * How fast pushes are sent to a server that limits the rate. The rate falls when the server refuses a push because of
 * it, and rises with every push that it takes, the more the longer nothing was refused. There is no rate until a
 * refusal comes while several pushes are taken. Worker only.
 *
 * <p>A limit is mostly a bucket that is filled at the rate and from which pushes take. The first rate is half of what
 * was sent while the bucket was full; it then falls by a third as long as refusals come soon after each other, and by a
 * tenth once it is near the limit.
 */
final class Pace {
    private static final double SECOND = 1e9;
    private static final long WINDOW_NANOS = 10_000_000_000L;
    private static final int FEW = 3;
    private static final double RISE = 0.005;
    private static final int RISES_TO_DOUBLE = 20;
    private static final int MOST_DOUBLINGS = 5;
    private static final double FALL_NEAR = 0.9;
    private static final double FALL_FAR = 0.7;
    private static final int NEAR = 20;
    private static final double LONGEST_GAP_SECONDS = 5;
    /** After so much time without a refusal the limit is forgotten. */
    private static final long FORGET_NANOS = 600 * 1_000_000_000L;

    /** In bytes per second; 0 for none. */
    private double rate;
    /** When the next push may be started, in ticks. */
    private long next;

    private int takenSinceFall;
    private long lastRefusal;
    private long windowStart;
    private long windowBytes;
    private int windowPushes;
    /** Pushes of at least so many bytes are over the limit by themselves. */
    private int tooLarge = Integer.MAX_VALUE;

    /** The nanoseconds for which no push is started. */
    long untilNext(long ticks) {
        return rate == 0 ? 0 : Math.max(0, next - ticks);
    }

    /** Whether a push of {@code bytes} is over the limit by itself, as far as is known. */
    boolean isTooLarge(int bytes) {
        return bytes >= tooLarge;
    }

    /** Records that a push of {@code bytes} is started. */
    void started(int bytes, long ticks) {
        if (rate > 0) {
            long gap = (long) (Math.min(bytes / rate, LONGEST_GAP_SECONDS) * SECOND);
            next = (next - ticks > 0 ? next : ticks) + gap;
        }
    }

    /** Records that the server has taken a push of {@code bytes}. */
    void taken(int bytes, long ticks) {
        if (ticks - lastRefusal >= FORGET_NANOS) {
            rate = 0;
            tooLarge = Integer.MAX_VALUE;
        }
        if (rate > 0) {
            int doublings = Math.min(takenSinceFall / RISES_TO_DOUBLE, MOST_DOUBLINGS);
            rate = Math.max(rate * (1 + RISE * (1 << doublings)), bytes / LONGEST_GAP_SECONDS);
            takenSinceFall++;
        }
        if (windowPushes == 0 || ticks - windowStart >= WINDOW_NANOS) {
            windowStart = ticks;
            windowBytes = 0;
            windowPushes = 0;
        }
        windowBytes += bytes;
        windowPushes++;
    }

    /** Records that the server has refused a push because of its rate. */
    void limited(long ticks) {
        lastRefusal = ticks;
        if (rate == 0) {
            if (windowPushes >= FEW) {
                rate = windowBytes / Math.max(1, (ticks - windowStart) / SECOND) / 2;
                next = ticks;
            }
        } else if (takenSinceFall > 0) {
            // Otherwise the refusal says no more than the last one, after which nothing was taken.
            rate *= takenSinceFall < NEAR ? FALL_FAR : FALL_NEAR;
        }
        takenSinceFall = 0;
    }

    /** Records that the server has refused a push of {@code bytes} that is over the limit by itself. */
    void oversized(int bytes, long ticks) {
        tooLarge = Math.min(tooLarge, bytes);
        lastRefusal = ticks;
    }
}
