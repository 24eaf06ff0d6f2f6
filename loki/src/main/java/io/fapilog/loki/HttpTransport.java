package io.fapilog.loki;

import io.fapilog.spi.Sink;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The transport over HTTP/1.1 on blocking sockets, with a thread for each push in flight. Worker only, except for the
 * threads of {@link Sender}.
 *
 * <p>It follows no redirects and stores no cookies, asks for nothing but an answer, and consults no authenticator of the
 * JVM. There is no HTTP/2: all pushes of an application would share one connection to one server behind a load balancer.
 */
final class HttpTransport implements Transport {
    /** Less than servers and load balancers usually keep an idle connection. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** The most threads that may still wait for the system after their push was cancelled. */
    private static final int MOST_LEAVING = 16;

    private final Wire wire;
    private final Credentials credentials;
    private final Sink.Context context;
    private final Connector connector;
    private final long idleNanos;
    private final List<Sender> senders = new ArrayList<>();
    private final List<Sender> leaving = new ArrayList<>();
    private int made;

    HttpTransport(LokiSettings settings, Wire wire, Sink.Context context) {
        this(settings, wire, context, InetAddress::getAllByName, IDLE_NANOS);
    }

    /**
     * A transport without connections.
     *
     * @param resolver finds the addresses of the server
     * @param idleNanos how long a connection and its thread are kept after a push
     */
    HttpTransport(LokiSettings settings, Wire wire, Sink.Context context, Resolver resolver, long idleNanos) {
        this.wire = wire;
        this.credentials = settings.credentials();
        this.context = context;
        this.connector = new Connector(settings, resolver, context.diagnostics());
        this.idleNanos = idleNanos;
    }

    @Override
    public Exchange send(SealedBatch batch, long number, long ticks) {
        PushRequest request = PushRequest.of(batch, wire, credentials);
        for (Sender sender = idle(); sender != null; sender = idle()) {
            Exchange exchange = exchange(batch, number, ticks, sender);
            if (sender.give(exchange, request)) {
                return exchange;
            }
            senders.remove(sender);
        }
        Sender sender = add();
        Exchange exchange = exchange(batch, number, ticks, sender);
        sender.start(exchange, request);
        return exchange;
    }

    @Override
    public @Nullable Exchange poll() {
        for (int i = 0; i < senders.size(); i++) {
            Exchange ended = senders.get(i).takeBack();
            if (ended != null) {
                if (ended.isConnectionLost()) {
                    // The server has probably closed the other idle connections too.
                    abandonIdle();
                }
                return ended;
            }
        }
        return null;
    }

    @Override
    public void close() {
        for (Sender sender : senders) {
            sender.abandon();
        }
    }

    private Exchange exchange(SealedBatch batch, long number, long ticks, Sender sender) {
        Exchange exchange = new Exchange(batch, number, ticks, sender.isConnected());
        exchange.whenCancelled(() -> leave(sender));
        return exchange;
    }

    /** A sender without an exchange, or null; the first one, so that those which are not needed end. */
    private @Nullable Sender idle() {
        senders.removeIf(Sender::isLost);
        for (Sender sender : senders) {
            if (!sender.isBusy()) {
                return sender;
            }
        }
        return null;
    }

    private Sender add() {
        leaving.removeIf(sender -> !sender.isAlive());
        if (leaving.size() >= MOST_LEAVING) {
            throw new IllegalStateException(leaving.size()
                    + " cancelled pushes still wait for the system; check how it resolves the name of the host");
        }
        made++;
        Sender sender = new Sender(connector, context, "loki-http-" + made, idleNanos);
        senders.add(sender);
        return sender;
    }

    private void leave(Sender sender) {
        sender.abandon();
        senders.remove(sender);
        leaving.add(sender);
    }

    private void abandonIdle() {
        for (Sender sender : List.copyOf(senders)) {
            if (!sender.isBusy()) {
                leave(sender);
            }
        }
    }
}
