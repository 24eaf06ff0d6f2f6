package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fresh and replayed batches alternate, unless one of them is more than 50 minutes newer than an unsent event. */
class SendQueueTest {
    private final TestBatches batches = new TestBatches();
    private final SpoolSide spool = batches.spoolSide();
    private final SendQueue queue = new SendQueue(spool);
    private final InFlight inFlight = new InFlight(4, Long.MAX_VALUE, 1);

    @Test
    void next_freshAndReplayedBatches_alternate() {
        for (int minute = 0; minute < 3; minute++) {
            addFresh(minute, minute);
            addReplayed(minute, minute);
        }
        assertThat(removeAll())
                .containsExactly("replayed 0", "fresh 0", "replayed 1", "fresh 1", "replayed 2", "fresh 2");
    }

    @Test
    void next_batchesOfOneKind_areInOrder() {
        addFresh(0, 0);
        addFresh(1, 1);
        assertThat(removeAll()).containsExactly("fresh 0", "fresh 1");
        addReplayed(0, 0);
        addReplayed(1, 1);
        assertThat(removeAll()).containsExactly("replayed 0", "replayed 1");
        assertThat(queue.next(inFlight, 0)).isNull();
    }

    /** The columns are minutes; from and to are the oldest and the newest time stamp of a batch. */
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
                    fresh from, to,  replayed from, to,  turn of the fresh, next
                    50,         50,  0,             0,   true,              fresh
                    51,         51,  0,             0,   true,              replayed
                    0,          51,  0,             0,   true,              replayed
                    51,         51,  0,             51,  true,              replayed
                    0,          0,   50,            50,  false,             replayed
                    0,          0,   51,            51,  false,             fresh
                    0,          0,   0,             51,  false,             fresh
                    0,          90,  1,             90,  false,             fresh
                    1,          90,  0,             90,  true,              replayed
                    """)
    void next_batchOfEachKind_isTheOneThatLokiStillAccepts(
            long freshFrom, long freshTo, long replayedFrom, long replayedTo, boolean turnOfTheFresh, String next) {
        if (turnOfTheFresh) {
            addReplayed(0, 0);
            removeAll();
        }
        addFresh(freshFrom, freshTo);
        addReplayed(replayedFrom, replayedTo);
        assertThat(removeAll().get(0)).startsWith(next);
    }

    @ParameterizedTest
    @CsvSource({"50, true", "51, false"})
    void next_freshBatchAfterAnEventInFlightOrOnDisk_isSentUpToFiftyMinutes(long minute, boolean sent) {
        addFresh(minute, minute);
        batches.spool.oldest = minutes(0);
        assertThat(queue.next(inFlight, 0) != null).as("with an event on disk").isEqualTo(sent);
        batches.spool.oldest = minutes(minute);
        inFlight.add(new Exchange(batches.fresh(new Span(minutes(0), minutes(0))), 1, 0, false));
        assertThat(queue.next(inFlight, 0) != null)
                .as("with an event in flight")
                .isEqualTo(sent);
    }

    @Test
    void next_spoolStillBeingScanned_isNone() {
        batches.spool.recovering = true;
        addFresh(0, 0);
        assertThat(queue.next(inFlight, 0)).isNull();
        batches.spool.recovering = false;
        assertThat(queue.next(inFlight, 0)).isNotNull();
    }

    @Test
    void putBack_removedBatches_areNextOfTheirKind() {
        SealedBatch fresh = addFresh(0, 0);
        SealedBatch replayed = addReplayed(0, 0);
        addFresh(1, 1);
        addReplayed(1, 1);
        queue.remove(replayed);
        queue.remove(fresh);
        queue.putBack(List.of(replayed));
        queue.putBack(List.of(fresh));
        assertThat(removeAll()).containsExactly("replayed 0", "fresh 0", "replayed 1", "fresh 1");
    }

    private SealedBatch addFresh(long from, long to) {
        SealedBatch batch = batches.fresh(new Span(minutes(from), minutes(to)));
        queue.add(batch);
        return batch;
    }

    private SealedBatch addReplayed(long from, long to) {
        SealedBatch batch = batches.replayed(new Span(minutes(from), minutes(to)));
        spool.replayed().add(batch);
        return batch;
    }

    /** Removes batches in the order of sending. Returns the kind and the oldest minute of each. */
    private List<String> removeAll() {
        List<String> removed = new ArrayList<>();
        for (SealedBatch next = queue.next(inFlight, 0); next != null; next = queue.next(inFlight, 0)) {
            queue.remove(next);
            removed.add(name(next));
        }
        return removed;
    }

    private static String name(@Nullable SealedBatch batch) {
        assertThat(batch).isNotNull();
        return (batch.isReplay() ? "replayed " : "fresh ")
                + Duration.ofNanos(batch.span().oldest()).toMinutes();
    }

    private static long minutes(long count) {
        return Duration.ofMinutes(count).toNanos();
    }
}
