package io.fapilog.loki;

import java.net.http.HttpResponse;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One push on its way. Made and judged by the worker; begun by it or by a thread of the HTTP client, while it may be
 * given up: hence the lock. When it ends, a thread of the client writes {@link #answer} or {@link #failure} and then
 * puts it into a concurrent queue, which publishes both.
 */
final class Exchange {
    private final SealedBatch batch;
    private final long number;
    private final long started;
    private final boolean onUsedConnection;
    private volatile @Nullable AnswerBody body;
    private @Nullable Future<?> future;
    private boolean cancelled;
    private @Nullable Answer answer;
    private @Nullable Throwable failure;

    /**
     * A push of {@code batch}.
     *
     * @param number which it is, in the order in which they were begun
     * @param started when, in ticks
     * @param onUsedConnection whether a connection of an earlier push may have been taken
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

    boolean isOnUsedConnection() {
        return onUsedConnection;
    }

    /** What the server said, or null when it did not. */
    @Nullable
    Answer answer() {
        return answer;
    }

    /** Why there is no answer. */
    Throwable failure() {
        return failure == null ? new IllegalStateException("there is an answer") : failure;
    }

    /** The head of the answer has come. */
    AnswerBody read(HttpResponse.ResponseInfo head) {
        AnswerBody read = new AnswerBody(head);
        body = read;
        return read;
    }

    /** Begins, unless it has been given up. */
    void follow(Supplier<CompletableFuture<HttpResponse<Answer>>> begin, Runnable whenEnded) {
        CompletableFuture<HttpResponse<Answer>> running;
        synchronized (this) {
            running = cancelled ? CompletableFuture.failedFuture(new CancellationException()) : begin.get();
            future = running;
        }
        CompletableFuture<?> unused = running.whenComplete((response, thrown) -> {
            if (response != null) {
                answer = response.body();
            } else {
                Throwable cause = cause(thrown);
                failure = cause;
                AnswerBody read = body;
                answer = read == null ? Answer.of(cause) : read.refusal();
            }
            whenEnded.run();
        });
    }

    void fail(Throwable thrown) {
        failure = thrown;
    }

    /** Gives it up; closes its connection. */
    synchronized void cancel() {
        cancelled = true;
        if (future != null) {
            future.cancel(true);
        }
    }

    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
