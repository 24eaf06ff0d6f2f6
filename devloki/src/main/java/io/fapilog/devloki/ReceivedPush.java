package io.fapilog.devloki;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A push request that a {@link DevLoki} has received. It contains no times, so that two runs can be compared.
 *
 * @param status the HTTP status of the response; 0 if there was none (stall, reset, hang-up)
 * @param text the message of the response without its line feed, empty for 204
 * @param tenant the tenant, empty if the request named no valid one
 * @param contentType the header Content-Type, empty if missing
 * @param encoding the header Content-Encoding, empty if missing
 * @param headers all headers with names in lower case; the values of a repeated header are joined with a comma
 * @param wireBytes size of the body as received
 * @param plainBytes size of the JSON text or protobuf message, 0 if the body could not be decoded
 * @param streams number of streams, 0 if the body could not be decoded
 * @param entries number of entries, 0 if the body could not be decoded
 * @param body the body as received, present only with {@link DevLokiBuilder#recordBodies}
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

    /** A push of which only the headers are known. */
    static ReceivedPush withoutBody(String contentType, String encoding, Map<String, String> headers) {
        return new ReceivedPush(0, "", "", contentType, encoding, headers, 0, 0, 0, 0, Optional.empty());
    }

    /** The value of the header {@code name}, which is case-insensitive; null if it was not sent. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** This push with its body; {@code opened} is {@link PushBody#NONE} if the body could not be decoded. */
    ReceivedPush withBody(String newTenant, byte[] wire, PushBody opened, boolean recorded) {
        return new ReceivedPush(
                status,
                text,
                newTenant,
                contentType,
                encoding,
                headers,
                wire.length,
                opened.plainBytes(),
                opened.streams().size(),
                opened.entries(),
                recorded ? Optional.of(wire) : Optional.empty());
    }

    /** This push with its response. */
    ReceivedPush withResponse(PushVerdict verdict) {
        return new ReceivedPush(
                verdict.status(),
                verdict.text(),
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
