package io.fapilog.devloki.logql;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The samples of one series, from which windows are aggregated. Not thread-safe. */
final class SampleBuffer {
    private final LabelSet labels;
    private long[] times = new long[16];
    private double[] values = new double[16];
    private int size;
    private boolean sorted = true;
    /** The window: samples from {@code from}, inclusive, to {@code to}, exclusive. */
    private int from;

    private int to;

    SampleBuffer(LabelSet labels) {
        this.labels = labels;
    }

    LabelSet labels() {
        return labels;
    }

    void add(long time, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        sorted &= size == 0 || times[size - 1] <= time;
        times[size] = time;
        values[size++] = value;
    }

    /** Sorts the samples by time, those of different streams among each other. */
    void sort() {
        if (sorted) {
            return;
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(i -> times[i]))
                .mapToInt(i -> i)
                .toArray();
        times = Arrays.stream(order).mapToLong(i -> times[i]).toArray();
        double[] old = values;
        values = Arrays.stream(order).mapToDouble(i -> old[i]).toArray();
        sorted = true;
    }

    /** Moves the window to the samples with {@code start < time <= end}. Returns whether there are any. */
    boolean window(long start, long end) {
        while (to < size && times[to] <= end) {
            to++;
        }
        while (from < to && times[from] <= start) {
            from++;
        }
        return from < to;
    }

    int count() {
        return to - from;
    }

    double value(int i) {
        return values[from + i];
    }

    long time(int i) {
        return times[from + i];
    }

    double last() {
        return values[to - 1];
    }

    /** A copy of the values in the window. */
    double[] values() {
        return Arrays.copyOfRange(values, from, to);
    }
}
