package io.fapilog.loki;

import io.fapilog.ConsoleFormat;
import io.fapilog.FaultPlan;
import io.fapilog.config.QueueOptions;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SpoolProvider;

/** Opens the real sink on scripted ports. */
public record SimulatedSink(Sink sink, QueueOptions queue, long batchBytes) {
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
        Transport transport = server.connect(wire, settings.retries().timeout().toNanos(), observer);
        PushSink sink = new PushSink(settings, context, new FaultyWire(wire, plan), transport, spools);
        return new SimulatedSink(sink, settings.queue(), settings.batches().bytes());
    }

    /** The number of events that {@code sink} has in memory, by its own count. */
    public static long pendingEvents(Sink sink) {
        return ((PushSink) sink).pendingEvents();
    }
}
