package io.fapilog.loki;

import io.fapilog.SinkSetting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells the settings as they were understood, and which of them will make too many streams or miss the server. */
final class SettingsCheck {
    /** Grafana's advice is to have as few labels as possible, at most 10 to 15. */
    private static final int MANY_LABELS = 10;

    private static final Pattern ID_NAME = Pattern.compile(
            "(?:.*[_.-])?(?:id|ids|uuid|guid|uid|ip|email|url|uri|hash|token|session|trace|span|timestamp|time|date)");
    private static final Pattern ID_VALUE =
            Pattern.compile("(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{16,}|\\d{9,}");
    /** The paths to which other servers are pushed, by the name of the server. */
    private static final Map<String, String> FOREIGN_PATHS = Map.of(
            "/api/v1/write", "Prometheus",
            "/api/v1/push", "Mimir",
            "/api/prom/push", "a Loki older than 1.0",
            "/v1/traces", "Tempo and other receivers of OTLP",
            "/api/traces", "Tempo and Jaeger",
            "/api/v2/spans", "Tempo and Zipkin",
            "/otlp", "OTLP",
            "/v1/logs", "OTLP");

    private final LokiSettings settings;
    private final List<SinkSetting> shown;
    private final CheckFindings findings;

    SettingsCheck(LokiSettings settings, List<SinkSetting> shown, CheckFindings findings) {
        this.settings = settings;
        this.shown = shown;
        this.findings = findings;
    }

    void run() {
        String given = join(true);
        findings.ok("settings", given.isEmpty() ? "all have their defaults" : given);
        findings.ok("defaults", join(false));
        findings.ok("address", "POST " + settings.endpoint().uri().toASCIIString());
        checkPath();
        checkLabels();
    }

    /** The server to which the path of {@code endpoint} belongs, if it is not Loki; null if it may be Loki. */
    static @Nullable String foreign(Endpoint endpoint) {
        String prefix = endpoint.path().replace(Endpoint.PUSH, "");
        return FOREIGN_PATHS.entrySet().stream()
                .filter(path -> prefix.endsWith(path.getKey()))
                .map(path -> path.getKey() + ", the path to which " + path.getValue() + " is pushed")
                .findFirst()
                .orElse(null);
    }

    private void checkPath() {
        String foreign = foreign(settings.endpoint());
        if (foreign != null) {
            findings.warn(
                    "address",
                    "the path of the URI ends with " + foreign,
                    "write only what stands before " + Endpoint.PUSH + ", which fapilog adds");
        }
    }

    private void checkLabels() {
        StreamSettings streams = settings.streams();
        int labels = streams.labels().size() + streams.labelFields().size();
        if (labels > MANY_LABELS) {
            findings.warn(
                    "labels",
                    labels + " labels are many: each combination of their values is a stream",
                    "move those that you do not select streams by to metadata");
        }
        String ids = streams.labelFields().stream()
                .map(Field::source)
                .filter(name -> ID_NAME.matcher(lower(name)).matches())
                .collect(Collectors.joining(", "));
        if (!ids.isEmpty()) {
            findings.warn(
                    "labels",
                    "label_fields has " + ids + ", which looks like an id: each value would make a stream",
                    "move it to metadata, by which events are found as well");
        }
        checkValues(streams);
        if (!streams.labelPatterns().included().isEmpty()) {
            findings.warn(
                    "labels",
                    "label_fields has the pattern "
                            + String.join(", ", streams.labelPatterns().included())
                            + ": any field that it matches becomes a label",
                    "spell out the fields that have few values");
        }
    }

    private void checkValues(StreamSettings streams) {
        String ids = streams.labels().entrySet().stream()
                .filter(label -> ID_VALUE.matcher(label.getValue()).matches())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        if (!ids.isEmpty()) {
            findings.warn(
                    "labels",
                    "the value of the label " + ids + " looks like an id: each process would make streams of its own",
                    "send it as metadata, or leave it out");
        }
    }

    private String join(boolean given) {
        Stream<String> texts =
                shown.stream().filter(setting -> setting.given() == given).map(SinkSetting::toString);
        return texts.collect(Collectors.joining(", "));
    }

    private static String lower(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
