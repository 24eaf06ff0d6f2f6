package io.fapilog.loki;

import java.util.ArrayList;
import java.util.List;

/**
 * Empty buffers for the entries of streams. A stream has a buffer only while it has entries, so that streams which are
 * idle hold nothing; what was given back is used again, up to a number of bytes. Worker only.
 */
final class SpareBuffers {
    private static final int INITIAL = 512;
    private static final int MOST = 256;

    private final long mostBytes;
    /** Of its full size from the start: giving back needs no memory. */
    private final List<WireBuffer> spares = new ArrayList<>(MOST);

    private long bytes;

    /**
     * No buffers.
     *
     * @param mostBytes the most bytes that are kept
     */
    SpareBuffers(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** An empty buffer: the one that was given back last, or a new one. */
    WireBuffer take() {
        if (spares.isEmpty()) {
            return new WireBuffer(INITIAL);
        }
        WireBuffer last = spares.remove(spares.size() - 1);
        bytes -= last.capacity();
        return last;
    }

    /** Keeps {@code buffer} for the next {@link #take}, without its content, or forgets it. */
    void giveBack(WireBuffer buffer) {
        if (spares.size() < MOST && bytes + buffer.capacity() <= mostBytes) {
            buffer.truncate(0);
            spares.add(buffer);
            bytes += buffer.capacity();
        }
    }

    /** The memory of the buffers kept, in bytes. */
    long bytes() {
        return bytes;
    }
}
