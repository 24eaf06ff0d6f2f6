package io.fapilog.loki;

import io.fapilog.ConfigurationException;
import io.fapilog.DropReason;
import io.fapilog.LogEvent;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SinkContext;
import io.fapilog.spi.SinkDefaults;
import io.fapilog.spi.SinkPlan;
import io.fapilog.spi.Spool;
import io.fapilog.spi.SpoolProvider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pushes events to Grafana Loki over HTTP, in batches.
 *
 * <p>An event is encoded as soon as it is appended, with those of its stream. A push is made of all that waits, when
 * that is {@code batch_size} events, {@code batch_bytes}, or {@code batch_interval} old, and as soon as an earlier one
 * lets it. Until Loki has answered for it, a push is kept, and repeated if need be with the same bytes, which Loki
 * recognises. With {@code spool=DIRECTORY} every event is on disk too until then.
 *
 * <p>Made by a {@link SinkPlan}, from a URI such as {@code loki://loki:3100?labels=app=myapi,env=dev} or with
 * {@link #builder}. All methods are for one thread, the worker of the sink; none blocks.
 */
public final class LokiSink implements Sink {
    /** While nothing can be sent, so many events may gather in the queue before they are worth encoding. */
    private static final int LARGE = 4_096;

    /** At a close so long is waited for a server that has not answered, where the spool has everything. */
    private static final long FAIR_CHANCE_NANOS = 1_000_000_000;

    private final BatchSettings settings;
    private final long maxAge;
    private final SinkContext context;
    private final Account account;
    private final Health health;
    private final OpenBatch open;
    private final Pushes pushes;
    private final Turns turns;
    private final @Nullable Backlog backlog;
    private final String tenant;
    private final long memory;
    private long openSince;
    private long oldestAllowed;
    private long flushThrough;
    private boolean draining;
    private long quietSince;

    /**
     * A sink with ports of its own.
     *
     * @param spools what makes its spool, or null where there is none
     */
    LokiSink(
            LokiSettings settings,
            SinkContext context,
            Wire wire,
            Transport transport,
            @Nullable SpoolProvider spools) {
        this.settings = settings.batches();
        this.maxAge = settings.retries().maxAge().toNanos();
        this.context = context;
        Streams streams = new Streams(settings.streams(), wire, context.diagnostics());
        Redaction redaction = new Redaction(() -> hidden(settings.access()));
        this.health =
                new Health(context.diagnostics(), redaction, settings.endpoint().name());
        this.open = new OpenBatch(streams, wire, this.settings);
        this.backlog = Backlog.of(settings, context, wire, health, spools);
        this.account = new Account(context.ledger(), backlog == null ? null : backlog.spool(), false);
        this.turns = new Turns(backlog == null ? () -> Ledger.NO_EVENT : backlog::oldest);
        this.tenant = settings.access().credentials().tenant();
        this.memory = settings.queue().buffer() / 2;
        this.pushes = new Pushes(settings, context, turns, health, transport, streams::refuseMetadata);
    }

    /**
     * Begins a sink whose URI is, or begins with, {@code uri}.
     *
     * @param uri such as {@code loki://host:3100}
     */
    public static LokiSinkBuilder builder(String uri) {
        return new LokiSinkBuilder(uri);
    }

    /**
     * Checks {@code uri} and says how to make the sink.
     *
     * @throws ConfigurationException listing everything that is wrong
     */
    static SinkPlan plan(SinkUri uri, SinkDefaults defaults) {
        LokiSettings settings = LokiSettings.read(uri, defaults);
        return new SinkPlan(settings.endpoint().name(), settings.queue(), context -> open(settings, context));
    }

    private static LokiSink open(LokiSettings settings, SinkContext context) {
        Wire wire = settings.batches().wire();
        Transport transport = new HttpTransport(settings, wire, context::wakeUp);
        SpoolProvider spools = settings.spool() == null
                ? null
                : SpoolProvider.find(context.diagnostics()).orElse(null);
        return new LokiSink(settings, context, wire, transport, spools);
    }

    @Override
    public void append(LogEvent event) {
        if (open.events() == 0) {
            openSince = context.time().ticks();
            oldestAllowed = context.time().epochNanos() - maxAge;
        }
        if (event.timestamp() < oldestAllowed) {
            health.warn(DropReason.TOO_OLD.label(), "an event is older than max_age and is dropped", "");
            account.droppedAtOnce(DropReason.TOO_OLD);
            return;
        }
        open.prepare(event);
        if (!open.hasRoom()) {
            seal();
            spill();
            openSince = context.time().ticks();
        }
        add();
        account.kept(1);
        if (open.isCut()) {
            context.ledger().truncated();
        }
    }

    @Override
    public int doWork(long ticks) {
        int done = pushes.receive(ticks);
        quietSince = done > 0 ? ticks : quietSince;
        if (backlog != null) {
            done += backlog.doWork(ticks, turns, pushes.untilResumed(ticks) == 0);
            // Else the pushes of a backlog would leave no place to those of fresh events.
            done += sealIfDue(ticks) ? 1 : 0;
        }
        done += pushes.send(ticks);
        while (sealIfDue(ticks)) {
            done += pushes.send(ticks);
        }
        return done + leaveToSpool(ticks);
    }

    @Override
    public long untilWork(long ticks) {
        long deadline = pushes.deadline(ticks);
        if (backlog != null) {
            long other = backlog.deadline(ticks, turns, pushes.untilResumed(ticks));
            deadline = ticks + Math.min(deadline - ticks, other - ticks);
        }
        if (isWaitingForServer() && untilNoChance(ticks) > 0) {
            deadline = ticks + Math.min(deadline - ticks, untilNoChance(ticks));
        }
        if (open.events() == 0) {
            return deadline - ticks;
        }
        long untilDue = isDue(ticks) ? 0 : openSince + settings.interval().toNanos() - ticks;
        return Math.min(deadline - ticks, Math.max(untilDue, pushes.untilReady(ticks)));
    }

    @Override
    public int wakeAt() {
        if (backlog != null) {
            // The first event after idleness is written at once, and those that follow within 10 ms.
            return backlog.isActive() ? LARGE : 1;
        }
        if (account.pending() == 0) {
            return 1;
        }
        boolean busy = pushes.untilReady(context.time().ticks()) > 0;
        return busy ? LARGE : Math.max(1, settings.size() - open.events());
    }

    @Override
    public void flush() {
        flushThrough = account.events();
    }

    @Override
    public void drain() {
        draining = true;
        quietSince = context.time().ticks();
    }

    @Override
    public long settledThrough() {
        return account.settledThrough();
    }

    /** The number of events in memory; for tests. */
    long pendingEvents() {
        return account.pending() + (backlog == null ? 0 : backlog.pending());
    }

    @Override
    public long pendingBytes() {
        return open.bytes() + pushes.bytes();
    }

    @Override
    public long dropOldest() {
        long dropped = turns.spillOldest();
        if (dropped == 0 && open.isKept()) {
            dropped = discardOpen();
        }
        if (dropped == 0) {
            dropped = turns.dropOldest();
        }
        return dropped == 0 ? discardOpen() : dropped;
    }

    @Override
    public void close() {
        try {
            pushes.receive(context.time().ticks());
        } finally {
            giveUpAll();
        }
    }

    private void giveUpAll() {
        account.giveUpWaiting(DropReason.CLOSED, open.positions());
        open.discard();
        try {
            pushes.close();
        } finally {
            if (backlog != null) {
                backlog.close();
            }
        }
    }

    private long discardOpen() {
        account.giveUpWaiting(DropReason.OVERFLOW, open.positions());
        return open.discard();
    }

    private boolean isDue(long ticks) {
        return open.events() > 0
                && (open.events() >= settings.size()
                        || open.counted() >= settings.bytes()
                        || account.waitingSince() < flushThrough
                        || ticks - openSince >= settings.interval().toNanos());
    }

    /** Takes the prepared event, on disk first. */
    private void add() {
        long position = backlog == null ? Spool.NOT_ON_DISK : backlog.append(open.entry(tenant));
        boolean added = false;
        try {
            open.add(position);
            added = true;
        } finally {
            if (!added && backlog != null && position != Spool.NOT_ON_DISK) {
                backlog.spool().acknowledge(position, position + 1);
            }
        }
    }

    /** What the spool has need not be in memory, where fresh events need room. */
    private void spill() {
        while (backlog != null && pendingBytes() > memory && turns.spillOldest() > 0) {
            // One more batch is on disk alone.
        }
    }

    /** When a close would have to wait for a server that is away, what the spool has is left to it. */
    private int leaveToSpool(long ticks) {
        if (!isWaitingForServer() || (!pushes.isFailing() && untilNoChance(ticks) > 0)) {
            return 0;
        }
        if (open.events() > 0) {
            seal();
        }
        return pushes.leaveToSpool();
    }

    private boolean isWaitingForServer() {
        return draining && backlog != null && account.pending() > 0;
    }

    private long untilNoChance(long ticks) {
        return quietSince + FAIR_CHANCE_NANOS - ticks;
    }

    private boolean sealIfDue(long ticks) {
        boolean due = isDue(ticks) && pushes.isReady(ticks);
        if (due) {
            seal();
        }
        return due;
    }

    private void seal() {
        Round round = account.seal();
        List<SealedBatch> sealed;
        try {
            sealed = open.seal(round);
        } catch (OutOfMemoryError e) {
            // Nothing has been taken out yet; when there is memory again it will do.
            account.unseal(round);
            throw e;
        } catch (Throwable e) {
            account.dropped(DropReason.INTERNAL_ERROR, round);
            Positions positions = open.positions();
            open.discard();
            if (backlog != null) {
                positions.acknowledge(backlog.spool());
            }
            health.warn(DropReason.INTERNAL_ERROR.label(), "a batch could not be sealed and is dropped", Mend.words(e));
            return;
        }
        for (int i = 0; i < sealed.size(); i++) {
            pushes.add(sealed.get(i));
        }
    }

    private static List<String> hidden(Access access) {
        List<String> hidden = new ArrayList<>(access.credentials().hidden());
        hidden.addAll(access.proxy().hidden());
        return hidden;
    }
}
