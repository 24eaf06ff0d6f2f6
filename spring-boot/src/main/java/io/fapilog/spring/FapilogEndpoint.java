package io.fapilog.spring;

import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.Finding;
import io.fapilog.SinkSetting;
import io.fapilog.SinkStats;
import io.fapilog.SinkView;
import io.fapilog.config.Quantities;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The endpoint {@code fapilog} of Actuator: what each sink was configured to do, what has become of its events, and what
 * the last check of the sinks found. Thread-safe; reading does no I/O. Secrets are shown as {@code ***}.
 */
@Endpoint(id = "fapilog")
public final class FapilogEndpoint {
    private final Fapilog fapilog;
    private final ReentrantLock checking = new ReentrantLock();
    private volatile Map<String, Object> lastCheck = Map.of();

    FapilogEndpoint(Fapilog fapilog) {
        this.fapilog = fapilog;
    }

    /**
     * All sinks, in the order of the configuration, under the name {@code sinks}, and under {@code lastCheck} the result
     * of the last {@link #check}, empty if there was none.
     */
    @ReadOperation
    public Map<String, Object> sinks() {
        return Map.of(
                "sinks", fapilog.sinks().stream().map(FapilogEndpoint::shown).toList(), "lastCheck", lastCheck);
    }

    /**
     * Checks all sinks, as {@link Fapilog#check(boolean, java.util.function.Consumer)} does: sends a marked event to each
     * that has a server. Blocks for at most 90 s a sink. One check runs at a time: a call during a check waits for the
     * end of that one, and returns its result.
     *
     * @return {@code at}, the time of the end, and {@code findings}, each with sink, outcome, subject, sentence and mend
     */
    @WriteOperation
    public Map<String, Object> check() {
        boolean alone = checking.tryLock();
        if (!alone) {
            checking.lock();
        }
        try {
            if (alone) {
                lastCheck = checked();
            }
            return lastCheck;
        } finally {
            checking.unlock();
        }
    }

    private Map<String, Object> checked() {
        List<Map<String, String>> findings = new ArrayList<>();
        fapilog.check(false, finding -> findings.add(shown(finding)));
        return Map.of("at", Instant.now().toString(), "findings", List.copyOf(findings));
    }

    private static Map<String, String> shown(Finding finding) {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("sink", finding.sink());
        shown.put("outcome", finding.outcome().name());
        shown.put("subject", finding.subject());
        shown.put("sentence", finding.sentence());
        shown.put("mend", finding.mend());
        return shown;
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
        shown.put("redactionFailed", events.redactionFailed());
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
