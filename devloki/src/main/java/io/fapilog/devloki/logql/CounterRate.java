package io.fapilog.devloki.logql;

/**
 * The increase per second of a counter, which can be reset to 0. As Prometheus does, it extrapolates from the first and
 * the last sample to the ends of the window, unless these are far away. Thread-safe.
 */
final class CounterRate {
    private CounterRate() {}

    /**
     * The rate in a window.
     *
     * @param range the length of the window in nanoseconds
     * @param end its end in nanoseconds since 1970
     */
    static double of(SampleBuffer window, long range, long end) {
        int count = window.count();
        if (count < 2) {
            return 0;
        }
        double increase = increase(window);
        double sampled = (window.time(count - 1) - window.time(0)) / 1e9;
        double average = sampled / (count - 1);
        double toStart = beyond((window.time(0) - (end - range)) / 1e9, average);
        double toEnd = beyond((end - window.time(count - 1)) / 1e9, average);
        if (increase > 0 && window.value(0) >= 0) {
            // A counter is never negative, so that the time at which it was 0 is a limit.
            toStart = Math.min(toStart, sampled * (window.value(0) / increase));
        }
        return increase * ((sampled + toStart + toEnd) / sampled) / (range / 1e9);
    }

    private static double increase(SampleBuffer window) {
        double increase = window.last() - window.value(0);
        double previous = 0;
        for (int i = 0; i < window.count(); i++) {
            double value = window.value(i);
            increase += value < previous ? previous : 0;
            previous = value;
        }
        return increase;
    }

    private static double beyond(double seconds, double average) {
        return seconds >= average * 1.1 ? average / 2 : seconds;
    }
}
