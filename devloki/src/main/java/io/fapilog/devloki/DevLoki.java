package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
import io.fapilog.devloki.logql.LabelSet;
import io.fapilog.devloki.logql.LogEntry;
import io.fapilog.devloki.logql.Query;
import io.fapilog.devloki.logql.StreamSlice;
import io.fapilog.devloki.senders.Senders;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory server that behaves like Grafana Loki 3.7, for development and tests.
 *
 * <p>It listens on 127.0.0.1 only. It checks pushes ({@code /loki/api/v1/push}, JSON and protobuf) by Loki's rules and
 * responds with Loki's messages. Stored entries are read with Loki's query API (log queries and metric queries, labels,
 * series, volumes, live tail) or, in Java, with {@link #entries()}. {@link #script()} replaces the server's responses
 * by errors, delays and broken connections. {@code /_faults} lists, adds and removes {@linkplain Script#fault faults}
 * over HTTP: GET, POST with the text of a fault, DELETE for all, and DELETE {@code /_faults/ID} for one.
 *
 * <p>Requests whose header Host is not 127.0.0.1, [::1], localhost or a name that ends with .localhost are refused with
 * the status 403, so that no page of the web can use the server through a name of its own.
 *
 * <p>Thread-safe. Its threads are daemon threads, and its memory is bounded ({@link DevLokiBuilder#maxBytes}). It
 * writes nothing to the console; Jetty, its HTTP server, logs through SLF4J.
 *
 * @see <a href="https://grafana.com/docs/loki/latest/reference/loki-http-api/">Loki HTTP API</a>
 */
public final class DevLoki implements AutoCloseable {
    private final DevLokiBuilder settings;
    private final Store store;
    private final Distributor distributor;
    private final Script script;
    private final RefusedLog refused;
    private final Senders senders = new Senders(this::port);
    private final PushLog log = new PushLog();
    private final int port;
    private @Nullable JettyServer server;

    DevLoki(DevLokiBuilder settings) {
        this.settings = settings;
        this.script = new Script(settings.clock());
        this.refused = new RefusedLog(settings.clock());
        this.store = new Store(
                settings.limits(),
                settings.maxBytes(),
                settings.data(),
                settings.clock().instant(),
                refused);
        this.distributor = new Distributor(settings.limits(), settings.clock(), store, refused);
        settings.faults().forEach(script::fault);
        JettyServer started = listenFirst(settings.port());
        this.server = started;
        this.port = started.port();
    }

    private JettyServer listenFirst(int wanted) {
        try {
            return listen(wanted);
        } catch (UncheckedIOException e) {
            closeFolder();
            throw e;
        }
    }

    private void closeFolder() {
        DataFolder folder = store.folder();
        if (folder != null) {
            folder.close();
        }
    }

    private void reopenFolder() {
        DataFolder folder = store.folder();
        if (folder != null) {
            folder.reopen();
        }
    }

    /**
     * Starts a server with the default settings on a free port. Blocks until it accepts connections.
     *
     * @throws UncheckedIOException if it cannot listen
     */
    public static DevLoki start() {
        return builder().start();
    }

    /** A builder with the default settings. */
    public static DevLokiBuilder builder() {
        return new DevLokiBuilder();
    }

    /** The port, which does not change when the server is stopped and restarted. */
    public int port() {
        return port;
    }

    /** The base URL, {@code http://127.0.0.1:PORT}; with TLS {@code https}. */
    public String url() {
        return (settings.tls() == null ? "http" : "https") + "://" + JettyServer.HOST + ":" + port;
    }

    /** The URI of a sink that ships to this server, {@code loki://127.0.0.1:PORT}; with TLS {@code lokis}. */
    public String lokiUri() {
        return (settings.tls() == null ? "loki" : "lokis") + "://" + JettyServer.HOST + ":" + port;
    }

    /** The scripted replies to pushes, which take precedence over the server's own. */
    public Script script() {
        return script;
    }

    /**
     * Stops listening and closes all connections, as in an outage. Stored entries remain. Has no effect on a stopped
     * server. Blocks until all connections are closed.
     */
    public synchronized void stop() {
        JettyServer running = server;
        if (running != null) {
            server = null;
            script.abandon();
            running.stop();
            senders.close();
        }
    }

    /**
     * Starts a stopped server on the same port. Has no effect on a running server. Blocks until it accepts connections.
     *
     * @throws UncheckedIOException if it cannot listen on the port
     * @throws IllegalArgumentException if another process uses the data folder since {@link #close()}
     */
    public synchronized void restart() {
        if (server == null) {
            reopenFolder();
            server = listen(port);
        }
    }

    /**
     * Removes all stored entries, also those in the data folder, recorded pushes and scripted replies, resets the
     * counters and rate limits, and restarts the server if it was stopped. Stalled pushes are released. The faults of
     * {@link DevLokiBuilder#fault} begin anew.
     *
     * @throws UncheckedIOException if the server was stopped and cannot listen on the port, or the data cannot be deleted
     * @throws IllegalArgumentException if another process uses the data folder since {@link #close()}
     */
    public void clear() {
        script.clear();
        reopenFolder();
        store.clear();
        distributor.clear();
        log.clear();
        refused.clear();
        settings.faults().forEach(script::fault);
        restart();
    }

    /** The same as {@link #stop()}; another process may then use the data folder. */
    @Override
    public synchronized void close() {
        stop();
        closeFolder();
    }

    /** All stored entries of all tenants, sorted by timestamp. Equal timestamps of a stream are in order of arrival. */
    public List<StoredEntry> entries() {
        return entries(labels -> true, StreamSlice::entries);
    }

    /**
     * The stored entries of all tenants that match {@code query}, sorted as by {@link #entries()} and without a limit.
     * They are returned as they were stored, even if the query changes lines or labels.
     *
     * @param query a LogQL log query
     * @throws IllegalArgumentException if the query is invalid; the message is Loki's
     */
    public List<StoredEntry> entries(String query) {
        try {
            Query parsed = Query.parse(query);
            if (parsed.isMetric()) {
                throw new IllegalArgumentException("not a log query: " + query);
            }
            return entries(parsed::selects, parsed::matching);
        } catch (BadQuery e) {
            throw new IllegalArgumentException(e.text(), e);
        }
    }

    private List<StoredEntry> entries(
            Predicate<LabelSet> selector, Function<StreamSlice, List<? extends LogEntry>> filter) {
        List<StoredEntry> found = new ArrayList<>();
        for (String tenant : store.tenants()) {
            for (StreamSlice slice : store.select(tenant, selector, Long.MIN_VALUE, Long.MAX_VALUE)) {
                filter.apply(slice).forEach(entry -> found.add(stored(tenant, slice.labels(), entry)));
            }
        }
        found.sort(Comparator.comparingLong(StoredEntry::timestamp));
        return found;
    }

    private static StoredEntry stored(String tenant, LabelSet labels, LogEntry entry) {
        return new StoredEntry(
                tenant,
                labels.asMap(),
                entry.nanos(),
                entry.line(),
                entry.metadata().asMap());
    }

    /** The events that have arrived, with assertions that wait for them. */
    public ArrivedEvents events() {
        return new ArrivedEvents(this);
    }

    /** The number of pushes stored, including those that are cleared. */
    long arrivals() {
        return store.arrivals();
    }

    /** Waits until {@link #arrivals()} is not {@code seen}. Returns false if it still is after {@code nanos}. */
    boolean awaitArrival(long seen, long nanos) {
        return store.awaitArrival(seen, nanos);
    }

    /** The last 10 000 pushes received, the oldest first. Fewer if their recorded bodies exceed 64 MiB. */
    public List<ReceivedPush> pushes() {
        return log.list();
    }

    /** The counters since the start or the last {@link #clear()}. */
    public Counters counters() {
        return store.counters(log.count());
    }

    /** What was read from the data folder at the start; zeros without one. */
    public Restored restored() {
        DataFolder folder = store.folder();
        return folder == null ? new Restored(0, 0) : folder.restored();
    }

    private JettyServer listen(int wanted) {
        PushApi pushApi = new PushApi(distributor, script, log, refused, settings);
        QueryApi queryApi = new QueryApi(store, settings.clock());
        FaultEndpoints faults = new FaultEndpoints(script);
        AccountEndpoints accounts = new AccountEndpoints(senders, refused);
        return new JettyServer(
                settings, wanted, new Router(pushApi, queryApi, faults, accounts, this::counters, settings));
    }
}
