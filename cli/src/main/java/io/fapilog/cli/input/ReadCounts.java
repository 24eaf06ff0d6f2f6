package io.fapilog.cli.input;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What was read from an input, or from all inputs together, and what could not be. Thread-safe. */
public final class ReadCounts {
    private final LongAdder consumed = new LongAdder();
    private final LongAdder truncated = new LongAdder();
    private final LongAdder undecoded = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder cut = new LongAdder();

    private final @Nullable ReadCounts total;

    /** Counts of all inputs; nothing is read yet. */
    public ReadCounts() {
        this(null);
    }

    private ReadCounts(@Nullable ReadCounts total) {
        this.total = total;
    }

    /** Counts of one input, which are added to these too. */
    ReadCounts part() {
        return new ReadCounts(this);
    }

    /** Bytes read, before decompression. */
    public long consumed() {
        return consumed.sum();
    }

    /** Lines that were longer than the limit, and were cut. */
    public long truncated() {
        return truncated.sum();
    }

    /** Lines with bytes that are not text in their encoding. */
    public long undecoded() {
        return undecoded.sum();
    }

    /** Bytes that are known to be lost, because their file was truncated or deleted before they were read. */
    public long lost() {
        return lost.sum();
    }

    /** Files that were truncated before they were read to their end, as far as that is known. */
    public long cut() {
        return cut.sum();
    }

    void addConsumed(long bytes) {
        consumed.add(bytes);
        if (total != null) {
            total.addConsumed(bytes);
        }
    }

    void addTruncated() {
        truncated.increment();
        if (total != null) {
            total.addTruncated();
        }
    }

    void addUndecoded() {
        undecoded.increment();
        if (total != null) {
            total.addUndecoded();
        }
    }

    void addLost(long bytes) {
        cut.increment();
        lost.add(bytes);
        if (total != null) {
            total.addLost(bytes);
        }
    }
}
