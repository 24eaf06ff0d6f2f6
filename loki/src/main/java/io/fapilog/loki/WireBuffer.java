package io.fapilog.loki;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes with the writes that a push needs. For one thread; reusable. */
final class WireBuffer {
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final int initial;
    private byte[] array;
    private int length;

    WireBuffer(int initial) {
        this.initial = initial;
        this.array = new byte[initial];
    }

    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    /** The memory of the array in bytes. */
    int capacity() {
        return array.length;
    }

    /** Removes the content, and retains at most {@code retained} bytes of memory. */
    void clear(int retained) {
        length = 0;
        if (array.length > Math.max(retained, initial)) {
            array = new byte[initial];
        }
    }

    /** Removes the content from {@code end} on. */
    void truncate(int end) {
        length = end;
    }

    byte[] copy() {
        return Arrays.copyOf(array, length);
    }

    void put(int value) {
        ensure(1);
        array[length++] = (byte) value;
    }

    void put(int first, int second) {
        ensure(2);
        array[length] = (byte) first;
        array[length + 1] = (byte) second;
        length += 2;
    }

    void put(int first, int second, int third) {
        ensure(3);
        array[length] = (byte) first;
        array[length + 1] = (byte) second;
        array[length + 2] = (byte) third;
        length += 3;
    }

    void put(byte[] source) {
        put(source, 0, source.length);
    }

    void put(byte[] source, int from, int count) {
        ensure(count);
        System.arraycopy(source, from, array, length, count);
        length += count;
    }

    void ascii(String text) {
        put(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Writes a base 128 varint, as in protobuf and snappy. */
    void varint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            array[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[length++] = (byte) rest;
    }

    static int varintSize(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** Ensures room for {@code more} bytes. */
    void ensure(int more) {
        if (array.length - length < more) {
            long wanted = Math.max((long) length + more, array.length + array.length / 2L);
            array = Arrays.copyOf(array, (int) Math.min(wanted, LARGEST));
        }
    }
}
