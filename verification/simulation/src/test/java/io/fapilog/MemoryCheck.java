package io.fapilog;

import io.fapilog.devloki.PushReader;
import io.fapilog.loki.ScriptedLoki;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.Spool;
import io.fapilog.spi.TimeSource;

/** Checks that the buffer counts what is really held, within a tenth. */
final class MemoryCheck {
    /** What a sink keeps for the next line (up to twice 240 KiB), snappy for the next block (256 KiB), and small things. */
    private static final long KEPT = 1 << 20;

    private static final long SLACK = 512 << 10;

    private final Object[] roots;
    private final long empty;

    /** A check of what {@code roots} hold, which is nothing yet. */
    MemoryCheck(Object... roots) {
        this.roots = roots;
        this.empty = bytes();
    }

    /** Checks what {@code stats} count. */
    void check(Model model, SinkStats stats) {
        long counted = stats.buffer().bytes();
        long held = bytes() - empty;
        model.expect(held <= counted * 1.1 + KEPT, "more is held than is counted:", held, counted, stats);
        model.expect(counted <= held * 1.1 + SLACK, "less is held than is counted:", held, counted, stats);
    }

    private long bytes() {
        return HeapWalk.bytes(MemoryCheck::isCounted, roots);
    }

    /** Whether an object belongs to the events, and not to a port or to the class that it is of. */
    private static boolean isCounted(Object object) {
        boolean isPort = object instanceof TimeSource
                || object instanceof Ledger
                || object instanceof Diagnostics
                || object instanceof Spool
                || object instanceof Sink.Context
                || object instanceof FaultPlan
                || object instanceof ScriptedLoki
                || object instanceof ScriptedLoki.Observer
                || object instanceof ScriptedLoki.Sent
                || object instanceof PushReader.Stream;
        return !isPort
                && !(object instanceof Class)
                && !(object instanceof Enum)
                && !(object instanceof Thread)
                && !(object instanceof ClassLoader)
                && !object.getClass().isHidden();
    }
}
