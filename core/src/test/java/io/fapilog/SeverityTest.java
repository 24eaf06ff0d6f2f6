package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.config.EventOptions;
import io.fapilog.config.LineOptions;
import io.fapilog.config.QueueOptions;
import io.fapilog.config.RedactSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which events a full buffer gives up, and what the worker drops for the settings of its sink. */
class SeverityTest extends DrivenWorker {
    @Test
    void offer_whenFull_dropsBelowWarnFirstAndErrorsLast() {
        use(new QueueOptions(3, 1 << 20, Overflow.DROP_OLDEST, Duration.ZERO));
        sink.delivering = false;
        offer(Level.ERROR, "e1");
        offer(Level.INFO, "i1");
        offer(Level.WARN, "w1");
        offer(Level.WARN, "w2");
        offer(Level.DEBUG, "d1");
        offer(Level.ERROR, "e2");
        offer(Level.ERROR, "e3");
        offer(Level.ERROR, "e4");
        offer(Level.WARN, "w3");

        assertThat(messages()).containsExactly("e2", "e3", "e4");
        assertThat(queue.stats("q").events().dropped()).containsEntry(DropReason.OVERFLOW, 6L);
    }

    @Test
    void offer_largeEventBesideMoreSevereOnes_dropsOnlyItself() {
        use(new QueueOptions(100, 6L * EVENT, Overflow.DROP_OLDEST, Duration.ZERO));
        sink.delivering = false;
        offer(Level.INFO, "i1");
        offer(Level.ERROR, "e1");
        offer(Level.ERROR, "e2");
        offer(Level.INFO, "x".repeat(4 * EVENT));

        assertThat(messages()).containsExactly("i1", "e1", "e2");
    }

    /** Compared with a list in which the oldest of the least severe events is looked for. */
    @Test
    void queuedEvents_randomLevels_keepTheOrder() {
        Random random = new Random(20_261_128);
        List<Level> levels = List.of(Level.values());
        QueuedEvents events = new QueuedEvents();
        Deque<LogEvent> model = new ArrayDeque<>();
        for (int i = 0; i < 20_000; i++) {
            Level level = levels.get(random.nextInt(levels.size()));
            if (random.nextInt(3) > 0 || model.isEmpty()) {
                LogEvent event = LogEvent.builder(level, "l", "" + i).build();
                events.ensureRoom(level);
                events.add(event);
                model.add(event);
            } else if (random.nextBoolean()) {
                assertThat(events.first()).isSameAs(model.peek());
                assertThat(events.remove()).isSameAs(model.poll());
            } else {
                LogEvent least = leastSevere(model);
                assertThat(events.removeLeastSevere()).isSameAs(least);
                model.removeFirstOccurrence(least);
            }
            assertThat(events.size()).isEqualTo(model.size());
            assertThat(events.bytes())
                    .isEqualTo(model.stream().mapToLong(LogEvent::size).sum());
        }
        events.clear();
        assertThat(events.isEmpty()).isTrue();
        assertThat(events.first()).isNull();
    }

    @Test
    void doWork_levelOfTheSink_settlesOthersAsFiltered() {
        events = options(Level.WARN, 0);
        use(options(Overflow.DROP_OLDEST));
        offer(Level.INFO, "i");
        offer(Level.WARN, "w");
        workAll();

        assertThat(sink.messages()).containsExactly("w");
        assertThat(queue.stats("q").events().dropped()).containsEntry(DropReason.FILTERED, 1L);
    }

    @Test
    void doWork_rateLimit_tellsOnceAMinuteAndAtTheEnd() throws Exception {
        events = options(Level.TRACE, 1);
        use(options(Overflow.DROP_OLDEST));
        offer(Level.INFO, "a");
        offer(Level.INFO, "b");
        workAll();
        assertThat(sink.messages()).containsExactly("a");
        assertThat(queue.stats("q").events().dropped()).containsEntry(DropReason.RATE_LIMITED, 1L);

        time.advance(Duration.ofSeconds(61));
        worker.idle();
        workAll();
        assertThat(sink.messages()).hasSize(2).last().isEqualTo("rate_limit=1 has held back 1 event: 1 of test");

        offer(Level.INFO, "c");
        offer(Level.INFO, "d");
        offer(Level.INFO, "e");
        queue.drain();
        workAll();
        assertThat(sink.messages()).hasSize(4).last().isEqualTo("rate_limit=1 has held back 2 events: 2 of test");
    }

    @Test
    void doWork_sinkThatFailsWithTheReport_countsIt() {
        events = options(Level.TRACE, 1);
        use(options(Overflow.DROP_OLDEST));
        for (int i = 0; i < 2; i++) {
            queue.offer(LogEvent.builder(Level.INFO, "poisonous", "m").build());
        }
        queue.drain();
        workAll();

        SinkStats stats = queue.stats("q");
        assertThat(stats.balances()).isTrue();
        assertThat(stats.events().dropped())
                .containsEntry(DropReason.RATE_LIMITED, 1L)
                .containsEntry(DropReason.ENCODING_FAILED, 1L);
    }

    private static EventOptions options(Level level, int rateLimit) {
        return new EventOptions(level, rateLimit, 1, RedactSettings.DEFAULT, LineOptions.of(1_024));
    }

    private static LogEvent leastSevere(Deque<LogEvent> events) {
        for (Level level : new Level[] {Level.INFO, Level.WARN}) {
            for (LogEvent event : events) {
                if (!event.level().isAtLeast(level == Level.INFO ? Level.WARN : Level.ERROR)) {
                    return event;
                }
            }
        }
        return events.getFirst();
    }

    private void offer(Level level, String message) {
        queue.offer(LogEvent.builder(level, "test", message)
                .timestamp(time.epochNanos())
                .build());
    }

    private List<String> messages() {
        sink.delivering = true;
        workAll();
        return sink.messages();
    }
}
