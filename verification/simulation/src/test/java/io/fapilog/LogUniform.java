package io.fapilog;

import java.util.SplittableRandom;

/** Numbers of which as many are drawn between 10 and 100 as between 100 and 1 000. */
final class LogUniform {
    private LogUniform() {}

    /** A number from {@code least} to {@code most}, both inclusive. */
    static int draw(SplittableRandom random, int least, int most) {
        double ratio = (most + 1.0) / least;
        return Math.min(most, (int) (least * Math.pow(ratio, random.nextDouble())));
    }
}
