package io.fapilog.loki;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes and reads a snappy block, the format that Loki expects around a protobuf push (format description:
 * {@code google/snappy/format_description.txt}).
 *
 * <p>A block is the length of the content as a varint, followed by elements: literals, and copies of bytes up to 64 KiB
 * before. The content may be passed in pieces, without a copy that joins them. For one thread; reusable.
 */
final class Snappy {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int LEAST_TABLE_BITS = 8;
    private static final int MOST_TABLE_BITS = 14;
    private static final int FARTHEST = 65_535;
    /** No match starts closer to the end than this, so that eight bytes can be loaded at once. */
    private static final int MARGIN = 16;
    /**
     * After 2 to this power positions without a match each step is one byte longer, so that incompressible content is
     * fast.
     */
    private static final int PATIENCE_BITS = 5;

    private static final int LITERAL = 0;
    private static final int NEAR_COPY = 1;
    private static final int COPY = 2;
    private static final int LONGEST_COPY = 64;

    /** The most bytes that are kept from block to block. */
    private static final int MOST_RETAINED = 256 << 10;

    /** Where four bytes occurred last, by their slot. A short piece uses only the beginning, which is quickly filled. */
    private final int[] table = new int[1 << MOST_TABLE_BITS];

    private final WireBuffer out = new WireBuffer(1024);
    private int tableBits = MOST_TABLE_BITS;
    private int candidate;

    /** Starts a block whose content will have {@code length} bytes. */
    void begin(int length) {
        out.truncate(0);
        out.varint(length);
    }

    /** Adds a piece without compression. */
    void literal(byte[] in, int from, int to) {
        int count = to - from;
        if (count == 0) {
            return;
        }
        out.ensure(count + 5);
        int rest = count - 1;
        if (rest < 60) {
            out.put(rest << 2 | LITERAL);
        } else {
            int size = (39 - Integer.numberOfLeadingZeros(rest)) / 8;
            out.put((59 + size) << 2 | LITERAL);
            for (int i = 0; i < size; i++) {
                out.put(rest >>> (8 * i));
            }
        }
        out.put(in, from, count);
    }

    /** Adds a piece with compression. */
    void compress(byte[] in, int from, int to) {
        int last = to - MARGIN;
        int done = from;
        if (last > from) {
            int needed = Integer.SIZE - Integer.numberOfLeadingZeros(to - from - 1);
            tableBits = Math.max(LEAST_TABLE_BITS, Math.min(MOST_TABLE_BITS, needed));
            // Every slot points to the first byte: a candidate is always compared before it is used.
            Arrays.fill(table, 0, 1 << tableBits, from);
            int at = find(in, from + 1, last);
            while (at >= 0) {
                literal(in, done, at);
                done = copyAll(in, at, to, last);
                at = done > last ? -1 : find(in, done + 1, last);
            }
        }
        literal(in, done, to);
    }

    /** Ends the block and returns it. */
    byte[] end() {
        byte[] block = out.copy();
        out.clear(MOST_RETAINED);
        return block;
    }

    /**
     * The next position from {@code start} on whose four bytes occurred before, at {@link #candidate}; -1 when there is
     * none.
     */
    private int find(byte[] in, int start, int last) {
        int tries = 1 << PATIENCE_BITS;
        int at = start;
        while (at <= last) {
            int four = (int) INT.get(in, at);
            int slot = slot(four);
            int seen = table[slot];
            table[slot] = at;
            if (four == (int) INT.get(in, seen) && at - seen <= FARTHEST) {
                candidate = seen;
                return at;
            }
            at += tries++ >>> PATIENCE_BITS;
        }
        return -1;
    }

    /** Writes the match at {@code start} and the matches that follow without a gap. Returns their end. */
    private int copyAll(byte[] in, int start, int to, int last) {
        int at = start;
        int seen = candidate;
        while (true) {
            int length = 4 + common(in, seen + 4, at + 4, to);
            copy(at - seen, length);
            at += length;
            if (at > last) {
                return at;
            }
            table[slot((int) INT.get(in, at - 1))] = at - 1;
            int four = (int) INT.get(in, at);
            int slot = slot(four);
            seen = table[slot];
            table[slot] = at;
            if (four != (int) INT.get(in, seen) || at - seen > FARTHEST) {
                return at;
            }
        }
    }

    private static int common(byte[] in, int seen, int at, int to) {
        int i = at;
        int j = seen;
        while (i + 8 <= to) {
            long difference = (long) LONG.get(in, i) ^ (long) LONG.get(in, j);
            if (difference != 0) {
                return i - at + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
            i += 8;
            j += 8;
        }
        while (i < to && in[i] == in[j]) {
            i++;
            j++;
        }
        return i - at;
    }

    private void copy(int offset, int length) {
        int rest = length;
        // A remainder of less than four bytes would need an element of its own, so the one before is shortened.
        while (rest > LONGEST_COPY) {
            int part = rest < LONGEST_COPY + 4 ? LONGEST_COPY - 4 : LONGEST_COPY;
            farCopy(offset, part);
            rest -= part;
        }
        if (rest < 12 && offset < 2048) {
            out.put(offset >>> 8 << 5 | (rest - 4) << 2 | NEAR_COPY, offset);
        } else {
            farCopy(offset, rest);
        }
    }

    private void farCopy(int offset, int length) {
        out.put((length - 1) << 2 | COPY, offset, offset >>> 8);
    }

    private int slot(int four) {
        return (four * 0x9E3779B1) >>> (Integer.SIZE - tableBits);
    }

    /**
     * Decompresses a block that {@link #end} returned.
     *
     * @throws IllegalArgumentException if {@code block} is not a snappy block
     */
    static byte[] decompress(byte[] block) {
        try {
            return new Reader(block).read();
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("not a snappy block", e);
        }
    }

    private static final class Reader {
        private final byte[] in;
        private int at;
        private byte[] content = {};
        private int length;

        Reader(byte[] in) {
            this.in = in;
        }

        byte[] read() {
            content = new byte[varint()];
            while (at < in.length) {
                int tag = in[at++] & 0xFF;
                switch (tag & 3) {
                    case LITERAL -> literal(tag >>> 2);
                    case NEAR_COPY -> repeat(tag >>> 5 << 8 | bytes(1), 4 + (tag >>> 2 & 7));
                    case COPY -> repeat(bytes(2), 1 + (tag >>> 2));
                    default -> repeat(bytes(4), 1 + (tag >>> 2));
                }
            }
            if (length != content.length) {
                throw new IllegalArgumentException("a truncated snappy block");
            }
            return content;
        }

        private void literal(int code) {
            int count = 1 + (code < 60 ? code : bytes(code - 59));
            System.arraycopy(in, at, content, length, count);
            at += count;
            length += count;
        }

        private void repeat(int offset, int count) {
            // Byte by byte, since a copy may overlap with its target.
            for (int i = 0; i < count; i++, length++) {
                content[length] = content[length - offset];
            }
        }

        private int bytes(int count) {
            int value = 0;
            for (int i = 0; i < count; i++) {
                value |= (in[at++] & 0xFF) << (8 * i);
            }
            return value;
        }

        private int varint() {
            int value = 0;
            int shift = 0;
            while (in[at] < 0) {
                value |= (in[at++] & 0x7F) << shift;
                shift += 7;
            }
            return value | in[at++] << shift;
        }
    }
}
