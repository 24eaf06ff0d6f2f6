package io.fapilog.devloki;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The push endpoint: reads, lets the script speak, decides, records, answers. Thread-safe. */
final class PushApi {
    private final Distributor distributor;
    private final Script script;
    private final PushLog log;
    private final DevLokiBuilder settings;

    PushApi(Distributor distributor, Script script, PushLog log, DevLokiBuilder settings) {
        this.distributor = distributor;
        this.script = script;
        this.log = log;
        this.settings = settings;
    }

    /** A push on its way: what is known of it, and its body where that could be opened. */
    private record Arrival(
            ReceivedPush push,
            @Nullable PushBody body,
            @Nullable BadPush fault) {}

    void handle(JettyExchange exchange) throws IOException {
        ReceivedPush head = head(exchange.request());
        Reply early = script.takeEarly(head);
        if (early != null) {
            play(exchange, early, new Arrival(head, null, null));
            return;
        }
        Arrival arrival = read(exchange.request(), head);
        Reply scripted = script.take(arrival.push);
        play(exchange, scripted == null ? Reply.real() : scripted, arrival);
    }

    private static ReceivedPush head(Request request) {
        Map<String, String> headers = new TreeMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.merge(field.getLowerCaseName(), text(field.getValue()), (a, b) -> a + "," + b);
        }
        HttpFields fields = request.getHeaders();
        return new ReceivedPush(
                0,
                "",
                "",
                text(fields.get("Content-Type")),
                text(fields.get("Content-Encoding")),
                Map.copyOf(headers),
                0,
                0,
                0,
                0,
                Optional.empty());
    }

    private Arrival read(Request request, ReceivedPush head) throws IOException {
        Limits limits = settings.limits();
        byte[] wire;
        try (InputStream in = Content.Source.asInputStream(request)) {
            wire = in.readNBytes(limits.maxBodyBytes() + 1);
        }
        String tenant = "";
        PushBody body = null;
        BadPush fault = null;
        try {
            tenant = Tenant.of(request.getHeaders().get(Tenant.HEADER), settings.authEnabled());
            body = PushBody.open(head.contentType(), head.encoding(), wire, request.getLength(), limits);
        } catch (BadPush e) {
            fault = e;
        }
        ReceivedPush push = new ReceivedPush(
                0,
                "",
                tenant,
                head.contentType(),
                head.encoding(),
                head.headers(),
                wire.length,
                body == null ? 0 : body.plainBytes(),
                body == null ? 0 : body.streams().size(),
                body == null
                        ? 0
                        : body.streams().stream()
                                .mapToInt(s -> s.entries().size())
                                .sum(),
                settings.recordBodies() ? Optional.of(wire) : Optional.empty());
        return new Arrival(push, body, fault);
    }

    private PushVerdict decide(Arrival arrival) {
        try {
            if (arrival.fault != null) {
                throw arrival.fault;
            }
            PushBody body = arrival.body;
            return body == null ? PushVerdict.STORED : distributor.push(arrival.push.tenant(), body.streams());
        } catch (BadPush e) {
            return new PushVerdict(e.status(), e.text());
        }
    }

    private void play(JettyExchange exchange, Reply answer, Arrival arrival) {
        PushVerdict real = answer.stores() ? decide(arrival) : null;
        switch (answer.kind()) {
            case REAL -> reply(exchange, answer, arrival, real == null ? decide(arrival) : real, true);
            case STATUS -> reply(exchange, answer, arrival, new PushVerdict(answer.status(), answer.text()), false);
            case STALL -> {
                record(arrival.push);
                exchange.keepOpen();
                script.hold(() -> send(exchange, answer, real == null ? decide(arrival) : real, true));
            }
            case RESET -> {
                record(arrival.push);
                exchange.after(answer.delay(), exchange::reset);
            }
            case HANG_UP -> {
                record(arrival.push);
                exchange.after(answer.delay(), exchange::hangUp);
            }
        }
    }

    private void reply(JettyExchange exchange, Reply answer, Arrival arrival, PushVerdict verdict, boolean own) {
        record(arrival.push.answered(verdict.status(), verdict.text()));
        exchange.after(answer.delay(), () -> send(exchange, answer, verdict, own));
    }

    private void record(ReceivedPush push) {
        log.add(push);
        settings.pushListener().accept(push);
    }

    /** Sends the verdict in the way the answer says. One's {@code own} text gets a line feed, as Go gives to errors. */
    private void send(JettyExchange exchange, Reply answer, PushVerdict verdict, boolean own) {
        String text = verdict.text() + (own && !verdict.text().isEmpty() ? "\n" : "");
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = body.length == 0 ? new TreeMap<>() : JettyExchange.textHeaders();
        headers.putAll(answer.headers());
        if (answer.body() == Reply.Body.CUT) {
            exchange.sendCut(verdict.status(), headers, body);
        } else if (answer.body() == Reply.Body.ENDLESS) {
            exchange.keepOpen();
            script.hold(exchange::hangUp);
            exchange.sendEndless(verdict.status(), headers, body);
        } else if (answer.closes()) {
            exchange.sendAndClose(verdict.status(), headers, body);
        } else {
            exchange.send(verdict.status(), headers, body);
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
