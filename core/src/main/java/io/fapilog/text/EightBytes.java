package io.fapilog.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array that are looked at together, the first of them the lowest of a number. */
public final class EightBytes {
    /** One in each of the bytes. */
    public static final long ONES = 0x0101010101010101L;
    /** The highest bit of each of the bytes. */
    public static final long HIGHEST_BITS = 0x8080808080808080L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private EightBytes() {}

    /** The eight bytes from {@code i} on. */
    public static long at(byte[] bytes, int i) {
        return (long) LONGS.get(bytes, i);
    }

    /** Replaces the eight bytes from {@code i} on. */
    public static void set(byte[] bytes, int i, long eight) {
        LONGS.set(bytes, i, eight);
    }
}
