package io.fapilog.loki;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A push in flight. The worker creates and finishes it. The worker or a thread of the HTTP client starts it, while the
 * worker may cancel it: hence the lock. At its end a thread of the client writes {@link #answer} or {@link #failure}
 * and then adds it to a concurrent queue, which publishes both.
 */
final class Exchange {
    private final SealedBatch batch;
    private final long number;
    private final long started;
    private final boolean onUsedConnection;
    private volatile @Nullable AnswerBody body;

    @GuardedBy("this")
    private @Nullable Future<?> future;

    @GuardedBy("this")
    private boolean cancelled;

    private @Nullable Answer answer;
    private @Nullable Throwable failure;

    /**
     * A push of {@code batch}.
     *
     * @param number its number, in the order of the starts
     * @param started when it was started, in ticks
     * @param onUsedConnection whether it may use the connection of an earlier push
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
                && !(failure instanceof HttpTimeoutException)
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

    /** Starts to read the body of the answer that begins with {@code head}. */
    AnswerBody read(HttpResponse.ResponseInfo head) {
        AnswerBody read = new AnswerBody(head);
        body = read;
        return read;
    }

    /** Starts the exchange, unless it was cancelled, and calls {@code whenEnded} at its end. */
    void follow(Supplier<CompletableFuture<HttpResponse<Answer>>> start, Runnable whenEnded) {
        CompletableFuture<HttpResponse<Answer>> running;
        synchronized (this) {
            running = cancelled ? CompletableFuture.failedFuture(new CancellationException()) : start.get();
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

    /** Ends an exchange that could not be started. */
    void fail(Throwable thrown) {
        failure = thrown;
    }

    /** Aborts the exchange and closes its connection. */
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
