package io.fapilog.verification;

import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * The times at which a process logged its events, in nanoseconds since the epoch. A memory-mapped file, which survives
 * {@code kill -9}.
 */
final class Diary {
    /** The greatest number of events. */
    static final int CAPACITY = 1 << 20;

    private final LongBuffer times;

    private Diary(LongBuffer times) {
        this.times = times;
    }

    static Diary open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Diary(channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) CAPACITY * Long.BYTES)
                    .asLongBuffer());
        }
    }

    /** The present time. */
    static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    /** Records that the event {@code number} was logged at {@code time} or later. */
    void logged(int number, long time) {
        times.put(number, time);
    }

    /** The times in {@code file}; empty if the process ended before it created the file. */
    static long[] read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new long[0];
        }
        Diary diary = open(file);
        int count = 0;
        while (count < CAPACITY && diary.times.get(count) != 0) {
            count++;
        }
        long[] times = new long[count];
        diary.times.get(0, times);
        return times;
    }
}
