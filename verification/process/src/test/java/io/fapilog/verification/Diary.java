package io.fapilog.verification;

import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * When a process logged each of its events, in nanoseconds since the epoch: a file in memory that outlives {@code kill
 * -9}.
 */
final class Diary {
    /** How many events it has room for. */
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

    /** The present. */
    static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    /** The event {@code number} has been logged, not before {@code time}. */
    void logged(int number, long time) {
        times.put(number, time);
    }

    /** The times in {@code file}; none where the process has not got that far. */
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
