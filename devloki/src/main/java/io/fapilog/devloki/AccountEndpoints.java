package io.fapilog.devloki;

import io.fapilog.devloki.senders.SenderAccount;
import io.fapilog.devloki.senders.Senders;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * What the applications that ship to this server say of their events, and which entries the server has refused. This API
 * is DevLoki's own. Thread-safe.
 */
final class AccountEndpoints {
    private static final String SENDERS = "/_senders";
    private static final String REFUSED = "/_refused";

    private final Senders senders;
    private final RefusedLog refused;

    AccountEndpoints(Senders senders, RefusedLog refused) {
        this.senders = senders;
        this.refused = refused;
    }

    static boolean serves(String path) {
        return path.equals(SENDERS) || path.equals(REFUSED);
    }

    void handle(JettyExchange exchange, String path) {
        if (exchange.request().getMethod().equals("GET")) {
            exchange.send(200, Json.HEADERS, Json.object(path.equals(SENDERS) ? this::senders : this::refused), false);
        } else {
            exchange.send(405, Map.of("Allow", "GET"), new byte[0], false);
        }
    }

    private void senders(JsonGenerator out) {
        array(out, "senders", senders.accounts(), sender -> write(out, sender));
    }

    private void refused(JsonGenerator out) {
        array(out, "refused", refused.list(), refusal -> write(out, refusal));
    }

    private static <T> void array(JsonGenerator out, String name, Iterable<T> elements, Consumer<T> writer) {
        out.writeArrayPropertyStart(name);
        for (T element : elements) {
            out.writeStartObject();
            writer.accept(element);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, SenderAccount sender) {
        out.writeStringProperty("name", sender.name());
        out.writeStringProperty("instance", "process " + sender.process());
        out.writeNumberProperty("accepted", sender.accepted());
        out.writeNumberProperty("delivered", sender.delivered());
        out.writeNumberProperty("rejected", sender.rejected());
        out.writeObjectPropertyStart("dropped");
        new TreeMap<>(sender.dropped()).forEach(out::writeNumberProperty);
        out.writeEndObject();
        out.writeNumberProperty("waiting", sender.waiting());
        out.writeNumberProperty("oldestMillis", sender.oldestMillis());
        out.writeNumberProperty("bufferBytes", sender.bufferBytes());
        out.writeNumberProperty("bufferLimit", sender.bufferLimit());
        out.writeStringProperty("lastAnswer", sender.lastAnswer());
    }

    private static void write(JsonGenerator out, RefusedLog.Refusal refusal) {
        Instant time = refusal.time();
        out.writeStringProperty("time", Long.toString(time.getEpochSecond() * 1_000_000_000L + time.getNano()));
        out.writeNumberProperty("status", refusal.status());
        out.writeStringProperty("reason", refusal.reason());
        Json.labels(out, "labels", refusal.labels());
        out.writeStringProperty("line", refusal.line());
        out.writeNumberProperty("entries", refusal.entries());
    }
}
