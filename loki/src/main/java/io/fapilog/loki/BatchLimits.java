package io.fapilog.loki;

/**
 * How large a push may be, by our setting and by Loki's limits.
 *
 * @param maxBytes {@code batch_bytes}: the most bytes of lines and metadata
 */
record BatchLimits(int maxBytes) {
    /** Up to this number of streams, each stream gets its own push, so that each answer is about one stream. */
    static final int FEW_STREAMS = 8;

    /** What Loki adds to an entry before it passes the push on as one message of at most 4 MiB, and our framing. */
    private static final int ENTRY_OVERHEAD = 80;

    private static final int PAIR_OVERHEAD = 8;

    /** The most bytes of such a message, with room to spare. */
    private static final int LARGEST_MESSAGE = 3_800_000;

    /**
     * Whether a push of this size is allowed.
     *
     * @param counted the bytes of lines and metadata
     * @param message the bytes of the message that Loki makes of it
     */
    boolean allow(long counted, long message) {
        return counted <= maxBytes && message <= LARGEST_MESSAGE;
    }

    /** The bytes of an entry in the message. */
    static int entryMessage(int counted, Metadata metadata) {
        return counted + ENTRY_OVERHEAD + PAIR_OVERHEAD * metadata.count();
    }

    /** The bytes of the labels of a stream in the message. */
    static int streamMessage(byte[] labels) {
        return labels.length + ENTRY_OVERHEAD;
    }
}
