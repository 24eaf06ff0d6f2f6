package io.fapilog.loki;

import io.fapilog.ConsoleFormat;
import io.fapilog.FaultPlan;
import io.fapilog.config.QueueOptions;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SpoolProvider;
import java.util.function.BooleanSupplier;

/** Opens the real sink on scripted ports. */
public record SimulatedSink(Sink sink, QueueOptions queue, long batchBytes, BooleanSupplier idle) {
    private static final Sink.Defaults DEFAULTS = new Sink.Defaults("shop", QueueOptions.DEFAULT, ConsoleFormat.JSON);

    /** Opens the sink of {@code uri}. */
    public static SimulatedSink open(
            String uri,
            Sink.Context context,
            FaultPlan plan,
            ScriptedLoki server,
            ScriptedLoki.Observer observer,
            SpoolProvider spools) {
        LokiSettings settings = LokiSettings.read(SinkUri.parse(uri), DEFAULTS);
        Wire wire = settings.batches().wire();
        ScriptedTransport transport =
                server.connect(wire, settings.retries().timeout().toNanos(), observer);
        PushSink sink = new PushSink(settings, context, new FaultyWire(wire, plan), transport, spools);
        return new SimulatedSink(sink, settings.queue(), settings.batches().bytes(), transport::isIdle);
    }

    /** Whether no push is on its way and the last one, if any, was taken. */
    public boolean isIdle() {
        return idle.getAsBoolean();
    }

    /** The number of events that {@code sink} has in memory, by its own count. */
    public static long pendingEvents(Sink sink) {
        return ((PushSink) sink).pendingEvents();
    }
}
