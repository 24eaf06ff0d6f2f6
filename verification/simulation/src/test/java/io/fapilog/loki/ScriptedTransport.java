package io.fapilog.loki;

import io.fapilog.FaultPlan;
import io.fapilog.devloki.PushReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The connection of one process to the server. Pushes that it has sent arrive even when the process dies. */
final class ScriptedTransport implements Transport {
    private final ScriptedLoki server;
    private final FaultPlan plan;
    private final Wire wire;
    private final long timeout;
    private final ScriptedLoki.Observer observer;
    private final Queue<Push> ended = new ArrayDeque<>();
    private boolean used;

    ScriptedTransport(ScriptedLoki server, FaultPlan plan, Wire wire, long timeout, ScriptedLoki.Observer observer) {
        this.server = server;
        this.plan = plan;
        this.wire = wire;
        this.timeout = timeout;
        this.observer = observer;
    }

    @Override
    public Exchange send(SealedBatch batch, long number, long ticks) {
        plan.mayThrow("send");
        Push push = new Push(new Exchange(batch, number, ticks, used), decode(batch));
        observer.sent(push.events, batch.isReplay());
        server.receive(push, timeout, observer);
        push.known = false;
        plan.mayThrow("send, when it was on its way");
        push.known = true;
        return push.exchange;
    }

    @Override
    public @Nullable Exchange poll() {
        plan.mayThrow("poll");
        Push push = ended.poll();
        if (push == null) {
            return null;
        }
        if (push.exchange.answer() != null && push.known) {
            used = true;
            observer.learnt(push.outcome);
        }
        return push.exchange;
    }

    @Override
    public void close() {
        plan.mayThrow("close of the transport");
    }

    private List<PushReader.Stream> decode(SealedBatch batch) {
        try {
            return PushReader.read(wire.contentType(), wire.contentEncoding(), batch.body());
        } catch (AssertionError e) {
            observer.broken(e);
            throw e;
        }
    }

    /** A push in flight. */
    final class Push {
        private final Exchange exchange;
        private final List<PushReader.Stream> streams;
        private final List<ScriptedLoki.Sent> events = new ArrayList<>();
        private final CompletableFuture<HttpResponse<Answer>> future = new CompletableFuture<>();
        private ScriptedLoki.Outcome outcome = ScriptedLoki.Outcome.NOTHING;
        /** Whether its sender waits for it. */
        private boolean known;

        Push(Exchange exchange, List<PushReader.Stream> streams) {
            this.exchange = exchange;
            this.streams = streams;
            for (PushReader.Stream stream : streams) {
                for (PushReader.Entry entry : stream.entries()) {
                    int id = ScriptedLoki.id(entry.line());
                    events.add(new ScriptedLoki.Sent(id, entry.nanos(), entry.line(), stream.labels()));
                }
            }
            exchange.follow(() -> future, () -> ended.add(this));
        }

        List<PushReader.Stream> streams() {
            return streams;
        }

        List<Integer> ids() {
            return events.stream().map(ScriptedLoki.Sent::id).toList();
        }

        /** The delay of the network. */
        long arrival() {
            return plan.below(20_000_000);
        }

        void answer(ScriptedLoki.Reply reply) {
            outcome = reply.outcome();
            future.complete(new Response(reply));
        }

        void fail(Exception failure) {
            future.completeExceptionally(failure);
        }
    }

    /** An answer in the form of the JDK's HTTP client. */
    private record Response(ScriptedLoki.Reply reply) implements HttpResponse<Answer> {
        @Override
        public int statusCode() {
            return reply.status();
        }

        @Override
        public Answer body() {
            return new Answer(reply.status(), reply.text(), true, reply.retryAfter(), "");
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (name, value) -> true);
        }

        @Override
        public HttpRequest request() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<HttpResponse<Answer>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            throw new UnsupportedOperationException();
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
