package io.fapilog.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.LogEvent;
import io.fapilog.SinkSource;
import io.fapilog.json.JsonLine;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SinkDefaults;
import io.fapilog.spi.SinkPlan;
import io.fapilog.spi.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A sink that keeps what arrives, behind a pipeline of its own that is installed for the whole process. */
final class Recorder implements SinkSource {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<LogEvent> events = Collections.synchronizedList(new ArrayList<>());
    final Fapilog fapilog;

    Recorder(String level) {
        fapilog = Fapilog.builder().sink(this).level(level).drainAtExit(false).install();
    }

    @Override
    public SinkPlan plan(SinkDefaults defaults) {
        return new SinkPlan("recorder", defaults.queue(), context -> new RecordingSink(events, context.ledger()));
    }

    /** All that was logged so far. */
    List<LogEvent> events() {
        assertThat(fapilog.flush(Duration.ofSeconds(30))).isTrue();
        return List.copyOf(events);
    }

    List<String> messages() {
        return events().stream().map(LogEvent::message).toList();
    }

    /** The only event that was logged. */
    LogEvent event() {
        List<LogEvent> all = events();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** The line of the only event that was logged, as read from its JSON. */
    Map<String, Object> line() {
        JsonLine line = new JsonLine(1 << 20);
        line.encode(event(), event().timestamp());
        return parse(new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8));
    }

    static Map<String, Object> parse(String json) {
        return JSON.readValue(json, new TypeReference<>() {});
    }

    private static final class RecordingSink implements Sink {
        private final List<LogEvent> events;
        private final Ledger ledger;
        private long settled;

        RecordingSink(List<LogEvent> events, Ledger ledger) {
            this.events = events;
            this.ledger = ledger;
        }

        @Override
        public void append(LogEvent event) {
            events.add(event);
            ledger.delivered(1);
            settled++;
        }

        @Override
        public int doWork(long ticks) {
            return 0;
        }

        @Override
        public long untilWork(long ticks) {
            return TimeSource.NEVER;
        }

        @Override
        public int wakeAt() {
            return 1;
        }

        @Override
        public void flush() {}

        @Override
        public long settledThrough() {
            return settled;
        }

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public long dropOldest() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
