package io.fapilog.loki;

/**
 * What becomes of a batch.
 *
 * @param kind what is done
 * @param rejected how many events were refused for good, when that is known; with {@link Kind#REJECTED} only
 * @param retryAfter for how many nanoseconds the server asked us to wait, or -1
 */
record Verdict(Kind kind, long rejected, long retryAfter) {
    enum Kind {
        /** Stored. */
        DELIVERED,
        /** Refused as far as {@link Verdict#rejected} tells, the rest stored. */
        REJECTED,
        /** Refused in a part that nobody told. */
        UNCERTAIN,
        /** The same bytes again. */
        RETRY,
        /** The same bytes again, but only from time to time: somebody has to mend something. */
        RETRY_SLOWLY,
        /** Two halves of it. */
        SPLIT,
        /** Again without metadata, and never again with any: the server does not take it. */
        METADATA_REFUSED,
        /** Again without metadata: this server cannot take this one's. */
        WITHOUT_METADATA,
        /** The server will never take such a push. */
        UNSUPPORTED
    }

    static Verdict of(Kind kind) {
        return new Verdict(kind, 0, -1);
    }

    static Verdict rejected(long events) {
        return new Verdict(Kind.REJECTED, events, -1);
    }

    static Verdict retry(long retryAfter) {
        return new Verdict(Kind.RETRY, 0, retryAfter);
    }
}
