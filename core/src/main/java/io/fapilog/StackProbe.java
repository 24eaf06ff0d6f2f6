package io.fapilog;

/** A check that there is enough stack for a call of some depth. */
final class StackProbe {
    private static final int FRAMES = 16;

    private StackProbe() {}

    /** Throws {@link StackOverflowError} if there is not. */
    static void check(long any) {
        long unused = probe(FRAMES, any, any, any, any);
    }

    /** The parameters make large frames. */
    private static long probe(int frames, long a, long b, long c, long d) {
        return frames == 0 ? a : probe(frames - 1, b, c, d, a + frames) + a + b + c + d;
    }
}
