package io.fapilog.devloki;

import java.util.List;
import java.util.Random;

/**
 * Makes random queries on {@link LogQlData}, all of which are in the grammar. Left out is what has no defined result: the
 * choice among equal values, and the order of entries with the same timestamp.
 */
final class LogQlGenerator {
    private static final List<String> APPS = List.of("api", "web", "nginx", "packed", "color", "counter", "strange");
    private static final List<String> WORDS =
            List.of("level", "error", "GET", "status", "request", "=", "10.", "e", "done", "{", "user1", "total=1");
    private static final List<String> REGEXES = List.of(
            "level=(warn|error)", "[0-9]{3}", "(?i)get|post", "^\\\\{", "a.*e", "\\\\d+ms", "(x|y)z", "user[0-2]");
    private static final List<String> LABELS = List.of(
            "level",
            "method",
            "status",
            "duration",
            "bytes",
            "size",
            "app",
            "env",
            "user_id",
            "latency",
            "total",
            "load",
            "host",
            "pod",
            "detected_level",
            "trace_id",
            "addr",
            "nope");
    private static final List<String> GROUPS =
            List.of("app", "env", "detected_level", "method", "status", "host", "level", "nope");
    private static final List<String> RANGES = List.of("30s", "1m", "90s", "2m", "5m", "10m");
    private static final List<String> COUNTS = List.of("rate", "count_over_time", "bytes_over_time", "bytes_rate");
    private static final List<String> UNWRAPPED = List.of(
            "sum_over_time",
            "avg_over_time",
            "min_over_time",
            "max_over_time",
            "stddev_over_time",
            "stdvar_over_time",
            "first_over_time",
            "last_over_time",
            "rate",
            "rate_counter",
            "quantile_over_time");
    private static final List<String> TEMPLATES = List.of(
            "{{.level}}-{{.method}}",
            "{{.status}}",
            "{{__line__ | upper}}",
            "{{if .method}}m={{.method}}{{else}}-{{end}}",
            "{{.msg | trunc 5}}|{{len .app}}",
            "{{add .status 1}}",
            "{{.app | replace \\\"a\\\" \\\"b\\\"}}");

    private final Random random;
    /** Labels without a value are not generated for metric queries: whether Loki shows them is not defined. */
    private boolean emptyLabels;

    LogQlGenerator(long seed) {
        this.random = new Random(seed);
    }

    /** A random query. */
    String next() {
        emptyLabels = chance(3);
        return emptyLabels ? log() : metric(2);
    }

    private String log() {
        return selector() + stages(4);
    }

    private String selector() {
        String app = pick(APPS);
        return switch (random.nextInt(4)) {
            case 0 -> "{RUN}";
            case 1 -> "{app=~\"" + app + "|" + pick(APPS) + "\", RUN}";
            case 2 -> "{app!=\"" + app + "\", env=~\"prod|dev|\", RUN}";
            default -> "{app=\"" + app + "\", RUN}";
        };
    }

    private String stages(int max) {
        StringBuilder out = new StringBuilder();
        int count = random.nextInt(max + 1);
        for (int i = 0; i < count; i++) {
            out.append(' ').append(stage());
        }
        return out.toString();
    }

    private String stage() {
        return switch (random.nextInt(12)) {
            case 0 -> pick(List.of("|=", "!=")) + " \"" + pick(WORDS) + "\"";
            case 1 -> pick(List.of("|~", "!~")) + " \"" + pick(REGEXES) + "\"";
            case 2 -> pick(List.of("|=", "!=")) + " \"" + pick(WORDS) + "\" or \"" + pick(WORDS) + "\"";
            case 3, 4 -> "| json";
            case 5, 6 -> "| logfmt" + pick(List.of("", " --strict", emptyLabels ? " --keep-empty" : ""));
            case 7 -> extraction();
            case 8, 9 -> "| " + filter(2);
            case 10 -> format();
            default -> pick(List.of("| drop ", "| keep ")) + pick(LABELS) + ", " + pick(LABELS);
        };
    }

    private String extraction() {
        return pick(List.of(
                "| pattern \"<ip> - <user> <_>\"",
                "| regexp \"(?P<method>GET|POST)\"",
                "| unpack",
                "| decolorize",
                "| json m=\"method\", t=\"user.tags[0]\"",
                "| logfmt lvl=\"level\", status"));
    }

    private String format() {
        return chance(2)
                ? "| line_format \"" + pick(TEMPLATES) + "\""
                : "| label_format x=\"" + pick(TEMPLATES) + "\", y=" + pick(LABELS);
    }

    private String filter(int depth) {
        if (depth > 0 && chance(3)) {
            return "(" + filter(depth - 1) + pick(List.of(" and ", " or ", ", ", " ")) + filter(depth - 1) + ")";
        }
        String label = pick(LABELS);
        return switch (random.nextInt(7)) {
            case 0 -> label + pick(List.of("=", "!=")) + "\"" + pick(List.of("info", "GET", "200", "", "web")) + "\"";
            case 1 -> label + pick(List.of("=~", "!~")) + "\"" + pick(List.of("info|warn", "2..", ".+", "w.*")) + "\"";
            case 2 -> label + comparison() + random.nextInt(600);
            case 3 -> label + comparison() + pick(List.of("10ms", "1.5s", "2m", "0.5h"));
            case 4 -> label + comparison() + pick(List.of("1KB", "5MB", "100B"));
            case 5 -> label + pick(List.of("=", "!=")) + "ip(\"10.0.0.0/8\")";
            default -> "__error__=\"\"";
        };
    }

    private String comparison() {
        return pick(List.of(" > ", " >= ", " < ", " <= ", " == ", " != "));
    }

    private String metric(int depth) {
        if (depth == 0) {
            return range();
        }
        return switch (random.nextInt(8)) {
            case 0, 1 -> range();
            case 2, 3, 4 ->
                pick(List.of("sum", "avg", "min", "max", "count", "stddev", "stdvar")) + grouping() + "("
                        + metric(depth - 1) + ")";
            case 5 ->
                "(" + metric(depth - 1) + pick(List.of(" + ", " - ", " * ", " / ", " > ", " <= bool "))
                        + (1 + random.nextInt(9)) + ")";
            case 6 ->
                "sum by (app) (" + range() + ")" + pick(List.of(" + ", " / ", " and ", " or ", " unless ", " > "))
                        + "sum by (app) (" + range() + ")";
            default -> "label_replace(" + metric(depth - 1) + ", \"z\", \"$1-x\", \"app\", \"(.).*\")";
        };
    }

    private String range() {
        String window = "[" + pick(RANGES) + "]" + (chance(5) ? " offset " + pick(List.of("1m", "3m")) : "");
        if (chance(2)) {
            return pick(COUNTS) + "(" + log() + window + ")";
        }
        String operation = pick(UNWRAPPED);
        String first = operation.startsWith("quantile") ? "0." + (1 + random.nextInt(98)) + ", " : "";
        boolean grouped = !List.of("sum_over_time", "rate", "rate_counter").contains(operation) && chance(2);
        return operation + "(" + first + unwrapped() + window + ")" + (grouped ? grouping() : "");
    }

    private String unwrapped() {
        String source = pick(List.of(
                "{app=\"counter\", RUN} | logfmt | unwrap total",
                "{app=\"counter\", RUN} | logfmt | unwrap load",
                "{app=\"web\", RUN} | logfmt | unwrap duration(duration)",
                "{app=\"web\", RUN} | logfmt | unwrap bytes(size)",
                "{app=\"api\", RUN} | json | unwrap latency",
                "{RUN} | logfmt | unwrap bytes"));
        return source + (chance(4) ? "" : " | __error__=\"\"");
    }

    private String grouping() {
        return switch (random.nextInt(4)) {
            case 0 -> " by (" + pick(GROUPS) + ", trace_id)";
            case 1 -> " without (" + pick(GROUPS) + ")";
            default -> " by (" + pick(GROUPS) + ")";
        };
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
