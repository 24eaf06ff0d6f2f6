package io.fapilog.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.LogEvent;
import io.fapilog.SinkSource;
import io.fapilog.json.JsonLine;
import io.fapilog.spi.Sink;
import io.fapilog.testkit.MemorySink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A sink in memory behind a pipeline that is installed for the whole process. */
final class Recorder implements SinkSource {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private volatile @Nullable MemorySink sink;
    final Fapilog fapilog;

    Recorder(String level) {
        fapilog = Fapilog.builder().sink(this).level(level).drainAtExit(false).install();
    }

    @Override
    public Sink.Plan plan(Sink.Defaults defaults) {
        return MemorySink.source("recorder", this::create).plan(defaults);
    }

    private MemorySink create(Sink.Context context) {
        MemorySink created = new MemorySink(context);
        sink = created;
        return created;
    }

    /** The events logged so far. */
    List<LogEvent> events() {
        assertThat(fapilog.flush(Duration.ofSeconds(30))).isTrue();
        return Objects.requireNonNull(sink, "the sink is created with the pipeline")
                .delivered();
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

    /** The parsed line of the only event that was logged. */
    Map<String, Object> line() {
        JsonLine line = new JsonLine(1 << 20);
        line.encode(event(), event().timestamp());
        return parse(new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8));
    }

    static Map<String, Object> parse(String json) {
        return JSON.readValue(json, new TypeReference<>() {});
    }
}
