package io.fapilog.loki;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Reads the beginning of an answer's body and then cancels it, so that no server can fill our memory. Called by the
 * HTTP client, one call after the other, except for {@link #refusal}.
 */
final class AnswerBody implements HttpResponse.BodySubscriber<Answer> {
    /** Loki describes each refused entry in about 150 bytes, so this is enough for a usual batch. */
    static final int MOST_BYTES = 64 << 10;

    private final HttpResponse.ResponseInfo head;

    @GuardedBy("this")
    private final WireBuffer bytes = new WireBuffer(256);

    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    /** The body that follows {@code head}. */
    AnswerBody(HttpResponse.ResponseInfo head) {
        this.head = head;
    }

    @Override
    public CompletionStage<Answer> getBody() {
        return answer;
    }

    @Override
    public void onSubscribe(Flow.Subscription granted) {
        subscription = granted;
        granted.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (!take(buffers)) {
            answer.complete(received(false));
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        answer.complete(received(true));
    }

    /**
     * The received part of a truncated answer, or null if its status is a success. A truncated refusal is judged by its
     * status: the server may truncate each one, and the push would be retried for ever. For any thread.
     */
    @Nullable
    Answer refusal() {
        return head.statusCode() / 100 == 2 ? null : received(false);
    }

    /** Returns whether there was room. */
    private synchronized boolean take(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            int room = MOST_BYTES - bytes.length();
            byte[] part = new byte[Math.min(room, buffer.remaining())];
            buffer.get(part);
            bytes.put(part);
            if (buffer.hasRemaining()) {
                return false;
            }
        }
        return true;
    }

    private synchronized Answer received(boolean isComplete) {
        return Answer.of(head, new String(bytes.array(), 0, bytes.length(), StandardCharsets.UTF_8), isComplete);
    }
}
