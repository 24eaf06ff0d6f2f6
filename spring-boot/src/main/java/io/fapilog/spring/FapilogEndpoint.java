package io.fapilog.spring;

import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.SinkSetting;
import io.fapilog.SinkStats;
import io.fapilog.SinkView;
import io.fapilog.config.Quantities;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The endpoint {@code fapilog} of Actuator: what each sink was configured to do, and what has become of its events.
 * Thread-safe; reading does no I/O. Secrets are shown as {@code ***}.
 */
@Endpoint(id = "fapilog")
public final class FapilogEndpoint {
    private final Fapilog fapilog;

    FapilogEndpoint(Fapilog fapilog) {
        this.fapilog = fapilog;
    }

    /** All sinks, in the order of the configuration, under the name {@code sinks}. */
    @ReadOperation
    public Map<String, Object> sinks() {
        return Map.of(
                "sinks", fapilog.sinks().stream().map(FapilogEndpoint::shown).toList());
    }

    private static Map<String, Object> shown(SinkView sink) {
        SinkStats stats = sink.stats();
        SinkStats.Answer last = stats.pushes().last();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", sink.name());
        shown.put("settings", settings(sink.settings()));
        shown.put(
                "given",
                sink.settings().stream()
                        .filter(SinkSetting::given)
                        .map(SinkSetting::name)
                        .toList());
        shown.put("events", events(stats.events()));
        shown.put("buffer", stats.buffer());
        shown.put("spool", stats.spool());
        shown.put("pushes", pushes(stats.pushes()));
        shown.put("lastAnswer", last == null ? "none" : last.toString());
        shown.put("lastSuccess", ago(stats.pushes().sinceSuccess()));
        shown.put("oldestEvent", Quantities.show(stats.oldest()));
        return shown;
    }

    private static Map<String, String> settings(List<SinkSetting> settings) {
        Map<String, String> shown = new LinkedHashMap<>();
        settings.forEach(setting -> shown.put(setting.name(), setting.value()));
        return shown;
    }

    private static Map<String, Object> events(SinkStats.Events events) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("accepted", events.accepted());
        shown.put("delivered", events.delivered());
        shown.put("rejected", events.rejected());
        shown.put("uncertain", events.uncertain());
        shown.put("dropped", dropped(events.dropped()));
        shown.put("pending", events.pending());
        shown.put("truncated", events.truncated());
        return shown;
    }

    private static Map<String, Long> dropped(Map<DropReason, Long> dropped) {
        Map<String, Long> shown = new TreeMap<>();
        dropped.forEach((reason, events) -> shown.put(reason.label(), events));
        return shown;
    }

    private static Map<String, Object> pushes(SinkStats.Pushes pushes) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("byStatus", pushes.byStatus());
        shown.put("retries", pushes.retries());
        shown.put("bytes", pushes.wireBytes());
        return shown;
    }

    private static String ago(@Nullable Duration duration) {
        return duration == null ? "never" : Quantities.show(duration) + " ago";
    }
}
