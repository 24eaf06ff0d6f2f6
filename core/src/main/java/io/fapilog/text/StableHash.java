package io.fapilog.text;

/**
 * A hash of numbers and characters that is the same in every process and version: FNV-1a, and at the end the finalizer
 * of MurmurHash3, by which each bit depends on all. Not thread-safe.
 */
public final class StableHash {
    private long hash = 0xcbf29ce484222325L;

    /** A hash of nothing. */
    public StableHash() {}

    /** The hash of the characters of {@code text}. */
    public static long of(String text) {
        StableHash hash = new StableHash();
        for (int i = 0; i < text.length(); i++) {
            hash.add(text.charAt(i));
        }
        return hash.value();
    }

    /** Adds {@code number} to what is hashed. */
    public void add(int number) {
        hash = (hash ^ number) * 0x100000001b3L;
    }

    /** The hash of all that was added so far. */
    public long value() {
        long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
