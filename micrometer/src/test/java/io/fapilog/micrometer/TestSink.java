package io.fapilog.micrometer;

import io.fapilog.DropReason;
import io.fapilog.SinkSource;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.testkit.MemorySink;
import java.util.List;

/** A sink whose test chooses the outcome of its events. */
final class TestSink extends MemorySink {
    /** The outcome of the pending events. */
    enum Answer {
        DELIVERS,
        HANGS,
        REJECTS,
        IS_UNCLEAR,
        IS_BUSY,
        DROPS
    }

    private volatile Answer answer = Answer.DELIVERS;

    private TestSink(Sink.Context context) {
        super(context);
    }

    static SinkSource source(String name, List<TestSink> created) {
        return source(name, context -> {
            TestSink sink = new TestSink(context);
            created.add(sink);
            return sink;
        });
    }

    /** Chooses the outcome of the pending and later events. */
    void answer(Answer next) {
        answer = next;
        context().wakeUp();
    }

    @Override
    public int doWork(long ticks) {
        long events = pendingEvents();
        if (events == 0 || answer == Answer.HANGS) {
            return 0;
        }
        Ledger ledger = context().ledger();
        switch (answer) {
            case DELIVERS -> {
                ledger.pushed(204, 100, 2_000_000);
                return deliver(Integer.MAX_VALUE);
            }
            case REJECTS -> {
                ledger.pushed(400, 100, 2_000_000);
                ledger.rejected(events);
            }
            case IS_UNCLEAR -> {
                ledger.pushed(400, 100, 2_000_000);
                ledger.uncertain(events);
            }
            case IS_BUSY -> {
                ledger.pushed(503, 100, 2_000_000);
                ledger.retried();
                answer = Answer.HANGS;
                return 0;
            }
            case DROPS -> {
                ledger.truncated();
                ledger.dropped(DropReason.TOO_OLD, events);
            }
            case HANGS -> throw new IllegalStateException("handled above");
        }
        remove(events);
        return 1;
    }
}
