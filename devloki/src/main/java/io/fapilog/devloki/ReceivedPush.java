package io.fapilog.devloki;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A push request that a {@link DevLoki} has received, without any time, so that two runs can be compared.
 *
 * @param status the HTTP status answered; 0 where none was (stall, reset, hang-up)
 * @param text the message of the answer, without its line end; empty for 204
 * @param tenant the tenant, empty where none was accepted
 * @param contentType the header Content-Type, empty when missing
 * @param encoding the header Content-Encoding, empty when missing
 * @param headers all headers, names in lower case, repeated ones joined with a comma
 * @param wireBytes size of the body as received
 * @param plainBytes size of the JSON text or the protobuf message, 0 where the body could not be read
 * @param streams streams in the push, 0 where the body could not be read
 * @param entries entries in the push, 0 where the body could not be read
 * @param body the body as received, kept only with {@link DevLokiBuilder#recordBodies}
 */
public record ReceivedPush(
        int status,
        String text,
        String tenant,
        String contentType,
        String encoding,
        Map<String, String> headers,
        int wireBytes,
        long plainBytes,
        int streams,
        int entries,
        Optional<byte[]> body) {

    /** The value of the header {@code name}, in any case; null when it was not sent. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    ReceivedPush answered(int newStatus, String newText) {
        return new ReceivedPush(
                newStatus,
                newText,
                tenant,
                contentType,
                encoding,
                headers,
                wireBytes,
                plainBytes,
                streams,
                entries,
                body);
    }
}
