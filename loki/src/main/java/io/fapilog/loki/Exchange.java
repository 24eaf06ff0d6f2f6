package io.fapilog.loki;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A push in flight. The worker creates, cancels and finishes it. A thread of the transport ends it: it writes the answer
 * or the failure, and then {@link #ended}, which publishes both to the worker.
 */
final class Exchange {
    private final SealedBatch batch;
    private final long number;
    private final long started;
    private final boolean onUsedConnection;
    private Runnable whenCancelled = () -> {};
    private @Nullable Answer answer;
    private @Nullable Throwable failure;
    private volatile boolean ended;

    /**
     * A push of {@code batch}.
     *
     * @param number its number, in the order of the starts
     * @param started when it was started, in ticks
     * @param onUsedConnection whether it uses the connection of an earlier push
     */
    Exchange(SealedBatch batch, long number, long started, boolean onUsedConnection) {
        this.batch = batch;
        this.number = number;
        this.started = started;
        this.onUsedConnection = onUsedConnection;
    }

    SealedBatch batch() {
        return batch;
    }

    long number() {
        return number;
    }

    long started() {
        return started;
    }

    /** Whether it has failed because the server may have closed an idle connection just before. */
    boolean isConnectionLost() {
        return onUsedConnection
                && failure instanceof IOException
                && !(failure instanceof ConnectException)
                && !(failure instanceof InterruptedIOException)
                && !(failure instanceof SSLException);
    }

    /** The answer of the server, or null when there is none. */
    @Nullable
    Answer answer() {
        return answer;
    }

    /** Why there is no answer. */
    Throwable failure() {
        return failure == null ? new IllegalStateException("there is an answer") : failure;
    }

    /** Whether there is an answer or a failure. */
    boolean hasEnded() {
        return ended;
    }

    /** Ends the exchange with the answer of the server. */
    void end(Answer received) {
        answer = received;
        ended = true;
    }

    /** Ends the exchange without an answer. */
    void fail(Throwable thrown) {
        failure = thrown;
        ended = true;
    }

    /** Sets what {@link #cancel} does. */
    void whenCancelled(Runnable action) {
        whenCancelled = action;
    }

    /** Aborts the exchange and closes its connection. */
    void cancel() {
        whenCancelled.run();
    }
}
