package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Ledger;
import io.fapilog.testkit.ManualTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SinkLedgerTest {
    private final ManualTime time = new ManualTime();
    private final SinkLedger ledger = new SinkLedger(time);

    @Test
    void snapshot_eventsSettledInEveryWay_balances() {
        take(10);
        ledger.delivered(1);
        ledger.rejected(2);
        ledger.uncertain(3);
        ledger.dropped(DropReason.TOO_OLD, 1);
        SinkStats stats = snapshot();
        assertThat(stats.balances()).isTrue();
        assertThat(stats.events().rejected()).isEqualTo(5);
        assertThat(stats.events().uncertain()).isEqualTo(3);
        assertThat(stats.events().dropped()).containsEntry(DropReason.TOO_OLD, 1L);
        assertThat(stats.events().sending()).isEqualTo(3);
    }

    @Test
    void snapshot_eventsThroughTheSpool_balancesAtEveryStep() {
        take(4);
        ledger.recovered(3);
        assertThat(snapshot().balances()).isTrue();
        ledger.spooled(4);
        assertThat(snapshot().balances()).isTrue();
        ledger.unspooled(5);
        ledger.delivered(5);
        ledger.droppedFromSpool(DropReason.SPOOL_FULL, 2);
        ledger.spool(100, Ledger.NO_EVENT);
        SinkStats stats = snapshot();
        assertThat(stats.balances()).isTrue();
        assertThat(stats.spool()).isEqualTo(new SinkStats.Spool(3, 0, 100));
        assertThat(stats.events().pending()).isZero();
    }

    @Test
    void snapshot_pushes_areCountedByStatus() {
        ledger.pushed(204, 100, 5);
        ledger.pushed(500, 100, 7);
        ledger.pushed(70_000, 1, 1);
        ledger.retried();
        ledger.truncated();
        SinkStats stats = snapshot();
        assertThat(stats.pushes().byStatus()).isEqualTo(Map.of(204, 1L, 500, 1L, 999, 1L));
        assertThat(stats.pushes().wireBytes()).isEqualTo(201);
        assertThat(stats.pushes().retries()).isEqualTo(1);
        assertThat(stats.events().truncated()).isEqualTo(1);
        assertThat(stats.pushes().sinceSuccess()).isNull();
    }

    @Test
    void snapshot_afterADelivery_tellsHowLongAgo() {
        take(1);
        ledger.delivered(1);
        time.advance(Duration.ofSeconds(3));
        assertThat(snapshot().pushes().sinceSuccess()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void snapshot_lastPush_isShownWithItsWordsUntilTheNext() {
        assertThat(snapshot().pushes().last()).isNull();
        ledger.pushed(503, 100, 5);
        ledger.explained("the server is busy");
        time.advance(Duration.ofSeconds(2));
        assertThat(snapshot().pushes().last())
                .isEqualTo(new SinkStats.Answer(503, "the server is busy", Duration.ofSeconds(2)));
        ledger.pushed(204, 100, 5);
        assertThat(snapshot().pushes().last()).isEqualTo(new SinkStats.Answer(204, "", Duration.ZERO));
    }

    private void take(int events) {
        ledger.lock();
        try {
            for (int i = 0; i < events; i++) {
                ledger.accepted();
            }
            ledger.taken(events);
        } finally {
            ledger.lock.unlock();
        }
    }

    private SinkStats snapshot() {
        ledger.lock();
        try {
            return ledger.snapshot("fake://", 0, 0, 1, Ledger.NO_EVENT);
        } finally {
            ledger.lock.unlock();
        }
    }
}
