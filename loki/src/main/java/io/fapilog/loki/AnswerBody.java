package io.fapilog.loki;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Reads the beginning of an answer's body and then hangs up, so that no server can fill our memory. Called by the HTTP
 * client, one call after the other.
 */
final class AnswerBody implements HttpResponse.BodySubscriber<AnswerBody.Text> {
    /** Loki tells of each refused entry in some 150 bytes: enough to count those of a usual batch. */
    static final int MOST_BYTES = 64 << 10;

    private final Bytes bytes = new Bytes(256);
    private final CompletableFuture<Text> text = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    /**
     * The text of a body.
     *
     * @param text its beginning
     * @param isWhole whether that is all of it
     */
    record Text(String text, boolean isWhole) {}

    @Override
    public CompletionStage<Text> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription granted) {
        subscription = granted;
        granted.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            int room = MOST_BYTES - bytes.length();
            byte[] part = new byte[Math.min(room, buffer.remaining())];
            buffer.get(part);
            bytes.put(part);
            if (buffer.hasRemaining()) {
                complete(false);
                if (subscription != null) {
                    subscription.cancel();
                }
                return;
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        complete(true);
    }

    private void complete(boolean isWhole) {
        text.complete(new Text(new String(bytes.array(), 0, bytes.length(), StandardCharsets.UTF_8), isWhole));
    }
}
