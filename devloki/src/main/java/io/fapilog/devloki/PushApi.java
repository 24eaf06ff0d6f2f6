package io.fapilog.devloki;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The push endpoint: reads, stores, records and answers a push, or gives the scripted reply. Thread-safe. */
final class PushApi {
    /** How far the clock of the timer may be ahead of that of the faults. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMillis(20);

    private final Distributor distributor;
    private final Script script;
    private final PushLog log;
    private final RefusedLog refused;
    private final DevLokiBuilder settings;

    PushApi(Distributor distributor, Script script, PushLog log, RefusedLog refused, DevLokiBuilder settings) {
        this.refused = refused;
        this.distributor = distributor;
        this.script = script;
        this.log = log;
        this.settings = settings;
    }

    /** A push before its response: with its body or its refusal, or with neither if the body was not read. */
    private record Arrival(
            ReceivedPush push,
            @Nullable PushBody body,
            @Nullable BadPush fault) {}

    void handle(JettyExchange exchange) throws IOException {
        ReceivedPush head = head(exchange.request().getHeaders());
        Reply early = script.takeEarly(head);
        if (early != null) {
            play(exchange, early, new Arrival(head, null, null));
            return;
        }
        Arrival arrival = read(exchange.request(), head);
        Reply scripted = script.take(arrival.push);
        play(exchange, scripted == null ? Reply.real() : scripted, arrival);
    }

    private static ReceivedPush head(HttpFields fields) {
        Map<String, String> headers = new TreeMap<>();
        for (HttpField field : fields) {
            headers.merge(field.getLowerCaseName(), text(field.getValue()), (a, b) -> a + "," + b);
        }
        return ReceivedPush.withoutBody(
                text(fields.get("Content-Type")), text(fields.get("Content-Encoding")), Map.copyOf(headers));
    }

    private Arrival read(Request request, ReceivedPush head) throws IOException {
        Limits limits = settings.limits();
        byte[] wire;
        try (InputStream in = Content.Source.asInputStream(request)) {
            wire = in.readNBytes(limits.maxBodyBytes() + 1);
        }
        String tenant = "";
        try {
            tenant = Tenant.of(request.getHeaders().get(Tenant.HEADER), settings.authEnabled());
            PushBody body = PushBody.open(head.contentType(), head.encoding(), wire, request.getLength(), limits);
            return new Arrival(head.withBody(tenant, wire, body, settings.recordBodies()), body, null);
        } catch (BadPush e) {
            return new Arrival(head.withBody(tenant, wire, PushBody.NONE, settings.recordBodies()), null, e);
        }
    }

    /** Stores the push and returns its result. A push whose body was not read is not stored. */
    private PushVerdict store(Arrival arrival) {
        BadPush fault = arrival.fault;
        PushBody body = arrival.body;
        if (fault != null) {
            return fault.verdict();
        }
        if (body == null) {
            return PushVerdict.STORED;
        }
        try {
            return distributor.push(arrival.push.tenant(), body.streams());
        } catch (BadPush e) {
            refused.add(e.verdict(), body.streams());
            return e.verdict();
        }
    }

    private void play(JettyExchange exchange, Reply reply, Arrival arrival) {
        PushVerdict first = reply.storesFirst() ? store(arrival) : null;
        Supplier<PushVerdict> real = () -> first == null ? store(arrival) : first;
        switch (reply.kind()) {
            case REAL -> respond(exchange, reply, arrival, real.get());
            case STATUS -> {
                refuse(arrival, reply.verdict());
                respond(exchange, reply, arrival, reply.verdict());
            }
            case STALL -> stall(exchange, reply, arrival, real);
            case RESET -> disconnect(exchange, reply, arrival, exchange::reset);
            case HANG_UP -> disconnect(exchange, reply, arrival, exchange::hangUp);
        }
    }

    private void refuse(Arrival arrival, PushVerdict verdict) {
        PushBody body = arrival.body;
        if (body != null && verdict.status() / 100 != 2) {
            refused.add(verdict, body.streams());
        }
    }

    private void respond(JettyExchange exchange, Reply reply, Arrival arrival, PushVerdict verdict) {
        record(arrival.push.withResponse(verdict));
        exchange.after(reply.delay(), () -> send(exchange, reply, verdict));
    }

    private void stall(JettyExchange exchange, Reply reply, Arrival arrival, Supplier<PushVerdict> real) {
        record(arrival.push);
        exchange.keepOpen();
        script.stall(() -> send(exchange, reply, real.get()));
        Duration untilRelease = script.untilRelease();
        if (untilRelease != null) {
            exchange.after(untilRelease.plus(CLOCK_TOLERANCE), script::endFaults);
        }
    }

    private void disconnect(JettyExchange exchange, Reply reply, Arrival arrival, Runnable how) {
        record(arrival.push);
        exchange.after(reply.delay(), how);
    }

    private void record(ReceivedPush push) {
        log.add(push);
        settings.pushListener().accept(push);
    }

    private void send(JettyExchange exchange, Reply reply, PushVerdict verdict) {
        int status = verdict.status();
        byte[] body = reply.body(verdict).getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = body.length == 0 ? new TreeMap<>() : JettyExchange.textHeaders();
        headers.putAll(reply.headers());
        switch (reply.extent()) {
            case COMPLETE -> exchange.send(status, headers, body, reply.closes());
            case TRUNCATED -> exchange.sendTruncated(status, headers, body);
            case STALLED -> {
                exchange.keepOpen();
                script.stall(exchange::hangUp);
                exchange.sendStalled(status, headers, body);
            }
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
