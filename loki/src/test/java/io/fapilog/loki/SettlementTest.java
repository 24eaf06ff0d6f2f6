package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import io.fapilog.testkit.RecordingLedger;
import org.junit.jupiter.api.Test;

class SettlementTest {
    private static final SpoolPositions IN_MEMORY = TestBatches.positions(0, false);

    private final RecordingLedger ledger = new RecordingLedger();
    private final RecordingSpool spool = new RecordingSpool();
    private final Settlement settlement = new Settlement(ledger, listener -> spool);

    @Test
    void settledThrough_groupsSettledInReverse_advancesWithTheFirstGroup() {
        Settlement.Group first = group(2);
        Settlement.Group second = group(3);
        append(4);
        second.delivered(3, IN_MEMORY);
        assertThat(settlement.settledThrough()).isZero();
        first.delivered(2, IN_MEMORY);
        assertThat(settlement.settledThrough()).isEqualTo(5);
        settlement.seal().delivered(4, IN_MEMORY);
        assertThat(settlement.settledThrough()).isEqualTo(9);
        assertThat(ledger.delivered).isEqualTo(9);
    }

    @Test
    void settledThrough_groupOfSeveralBatches_advancesWithTheLastBatch() {
        Settlement.Group group = group(5);
        group.delivered(2, IN_MEMORY);
        group.drop(DropReason.TOO_LARGE, 1, IN_MEMORY);
        assertThat(settlement.settledThrough()).isZero();
        assertThat(settlement.pending()).isEqualTo(2);
        group.delivered(2, IN_MEMORY);
        assertThat(settlement.settledThrough()).isEqualTo(5);
        assertThat(settlement.pending()).isZero();
    }

    @Test
    void settledThrough_eventDroppedAtOnce_countsItOnlyAfterEarlierEvents() {
        settlement.dropAtOnce(DropReason.TOO_OLD);
        assertThat(settlement.settledThrough()).isEqualTo(1);
        Settlement.Group group = group(1);
        settlement.dropAtOnce(DropReason.TOO_OLD);
        assertThat(settlement.settledThrough()).isEqualTo(1);
        group.delivered(1, IN_MEMORY);
        assertThat(settlement.settledThrough()).isEqualTo(3);
    }

    @Test
    void unseal_afterASettledGroup_makesTheEventsOpenAgain() {
        group(2).delivered(2, IN_MEMORY);
        append(3);
        settlement.unseal(settlement.seal());
        assertThat(settlement.openStart()).isEqualTo(2);
        assertThat(settlement.settledThrough()).isEqualTo(2);
        assertThat(settlement.pendingFresh()).isEqualTo(3);
        append(1);
        settlement.seal().delivered(4, IN_MEMORY);
        assertThat(settlement.settledThrough()).isEqualTo(6);
        assertThat(ledger.delivered).isEqualTo(6);
    }

    @Test
    void replay_unsettledGroup_isPendingAndDoesNotChangeSettledThrough() {
        settlement.recovered(3);
        Settlement.Group first = settlement.replay(2);
        Settlement.Group second = settlement.replay(1);
        append(1);
        assertThat(first.start()).isLessThan(second.start());
        assertThat(ledger.spooled).isZero();
        assertThat(settlement.pending()).isEqualTo(4);
        assertThat(settlement.pendingFresh()).isEqualTo(1);
        settlement.seal().delivered(1, IN_MEMORY);
        assertThat(settlement.settledThrough()).isEqualTo(1);
        first.delivered(2, TestBatches.positions(2, true));
        assertThat(spool.acknowledged).containsExactly(0L, 1L);
        second.release(DropReason.CLOSED, 1, TestBatches.positions(1, true));
        assertThat(ledger.spooled).isEqualTo(1);
        assertThat(settlement.pending()).isZero();
    }

    @Test
    void release_someEventsOnDisk_spoolsThemAndDropsTheOthers() {
        SpoolPositions positions = TestBatches.positions(2, true);
        positions.addAll(TestBatches.positions(3, false));
        group(5).release(DropReason.OVERFLOW, 5, positions);
        assertThat(ledger.spooled).isEqualTo(2);
        assertThat(ledger.dropped(DropReason.OVERFLOW)).isEqualTo(3);
        assertThat(spool.released).containsExactly(0L, 1L);
        assertThat(spool.acknowledged).isEmpty();
        assertThat(settlement.settledThrough()).isEqualTo(5);
    }

    @Test
    void releaseOpen_eventsInMemory_dropsThemOnce() {
        append(3);
        settlement.releaseOpen(DropReason.CLOSED, IN_MEMORY);
        settlement.releaseOpen(DropReason.CLOSED, IN_MEMORY);
        assertThat(ledger.dropped(DropReason.CLOSED)).isEqualTo(3);
        assertThat(settlement.settledThrough()).isEqualTo(3);
    }

    @Test
    void rejected_partOfABatch_countsTheOthersAsDelivered() {
        group(5).rejected(2, 5, TestBatches.positions(5, true));
        assertThat(ledger.rejected).isEqualTo(2);
        assertThat(ledger.delivered).isEqualTo(3);
        group(4).uncertain(4, IN_MEMORY);
        assertThat(ledger.uncertain).isEqualTo(4);
        assertThat(spool.acknowledged).hasSize(5);
        assertThat(settlement.settledThrough()).isEqualTo(9);
    }

    private void append(int events) {
        for (int i = 0; i < events; i++) {
            settlement.appended();
        }
    }

    private Settlement.Group group(int events) {
        append(events);
        return settlement.seal();
    }
}
