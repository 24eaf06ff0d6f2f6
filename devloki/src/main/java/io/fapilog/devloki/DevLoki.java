package io.fapilog.devloki;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A server that answers as Grafana Loki 3.7 does and keeps everything in memory, for development and tests.
 *
 * <p>It listens on 127.0.0.1 only. Pushes ({@code /loki/api/v1/push}, JSON and protobuf) are checked by Loki's rules
 * and answered with its texts; what is stored is read with Loki's query API (log queries of a selector and line
 * filters, labels, series) or, in Java, with {@link #entries()}. {@link #script()} makes it fail as real servers do.
 *
 * <p>Thread-safe. Its threads are daemons. It prints nothing; the HTTP server logs through SLF4J.
 */
public final class DevLoki implements AutoCloseable {
    private final DevLokiBuilder settings;
    private final Store store;
    private final Distributor distributor;
    private final Script script = new Script();
    private final PushLog log = new PushLog();
    private final int port;
    private @Nullable JettyServer server;

    DevLoki(DevLokiBuilder settings) {
        this.settings = settings;
        this.store = new Store(settings.limits(), settings.maxBytes());
        this.distributor = new Distributor(settings.limits(), settings.clock(), store);
        JettyServer started = listen(settings.port());
        this.server = started;
        this.port = started.port();
    }

    /** Starts a server with the default settings on a free port. */
    public static DevLoki start() {
        return builder().start();
    }

    /** The settings of a server to be started. */
    public static DevLokiBuilder builder() {
        return new DevLokiBuilder();
    }

    /** The port, the same for the whole life of this server. */
    public int port() {
        return port;
    }

    /** The base of its URLs, {@code http://127.0.0.1:PORT}; {@code https} with TLS. */
    public String url() {
        return (settings.tls() == null ? "http" : "https") + "://" + JettyServer.HOST + ":" + port;
    }

    /** The sink URI that ships to it, {@code loki://127.0.0.1:PORT}; {@code lokis} with TLS. */
    public String lokiUri() {
        return (settings.tls() == null ? "loki" : "lokis") + "://" + JettyServer.HOST + ":" + port;
    }

    /** What is answered instead of the server's own verdict. */
    public Script script() {
        return script;
    }

    /**
     * Stops listening and closes all connections, as in an outage; what is stored stays. No effect when stopped. Blocks
     * until it is done.
     */
    public synchronized void stop() {
        JettyServer running = server;
        if (running != null) {
            server = null;
            script.abandon();
            running.stop();
        }
    }

    /**
     * Listens again, on the same port. No effect while it is running.
     *
     * @throws java.io.UncheckedIOException when the port has been taken meanwhile
     */
    public synchronized void restart() {
        if (server == null) {
            server = listen(port);
        }
    }

    /** Forgets everything stored, received, counted and scripted, and listens again if it was stopped. */
    public void clear() {
        script.clear();
        store.clear();
        distributor.clear();
        log.clear();
        restart();
    }

    /** Stops for good. */
    @Override
    public void close() {
        stop();
    }

    /** All entries of all tenants by time stamp, equal ones in the order of their arrival within a stream. */
    public List<StoredEntry> entries() {
        return entries(labels -> true, line -> true);
    }

    /**
     * The entries that a log query of a selector and line filters finds, of all tenants, without a limit.
     *
     * @throws IllegalArgumentException when the query cannot be read
     */
    public List<StoredEntry> entries(String query) {
        try {
            LogQuery parsed = LogQuery.parse(query);
            return entries(parsed::selects, parsed::keeps);
        } catch (BadQuery e) {
            throw new IllegalArgumentException(e.text(), e);
        }
    }

    private List<StoredEntry> entries(Predicate<LabelSet> wanted, Predicate<String> kept) {
        List<StoredEntry> found = new ArrayList<>();
        for (String tenant : store.tenants()) {
            for (Store.Part part : store.select(tenant, wanted, Long.MIN_VALUE, Long.MAX_VALUE)) {
                for (Entry entry : part.entries()) {
                    if (kept.test(entry.line())) {
                        found.add(stored(tenant, part.labels(), entry));
                    }
                }
            }
        }
        found.sort(Comparator.comparingLong(StoredEntry::timestamp));
        return found;
    }

    private static StoredEntry stored(String tenant, LabelSet labels, Entry entry) {
        return new StoredEntry(
                tenant,
                labels.asMap(),
                entry.nanos(),
                entry.line(),
                entry.metadata().asMap());
    }

    /** The pushes received, the oldest first: the last 10 000 of them. */
    public List<ReceivedPush> pushes() {
        return log.list();
    }

    /** What has happened so far. */
    public Counters counters() {
        return store.counters(log.count());
    }

    private JettyServer listen(int wanted) {
        PushApi pushApi = new PushApi(distributor, script, log, settings);
        QueryApi queryApi = new QueryApi(store, settings.clock());
        return new JettyServer(settings, wanted, new Router(pushApi, queryApi, settings.authEnabled()));
    }
}
