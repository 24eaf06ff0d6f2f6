package io.fapilog.verification.peers;

/** A pipeline that is running. */
interface Target extends AutoCloseable {
    /** Prepares the calling thread: the context of its events. */
    void enter();

    /** Logs the order {@code number}. For any thread. */
    void log(long number);

    /** Delivers everything, within the limits of the pipeline, and ends it. */
    @Override
    void close();
}
