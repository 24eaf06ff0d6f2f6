package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The entries that the queries of the contract read: ten minutes of seven kinds of lines. */
final class LogQlData {
    static final long SECOND = 1_000_000_000L;
    static final long LENGTH = 600 * SECOND;

    private static final String[] METHODS = {"GET", "POST", "GET", "DELETE"};
    private static final String[] LEVELS = {"info", "warn", "info", "error", "debug"};
    private static final String[] ADDRESSES = {
        "10.0.0.1", "192.168.4.25", "10.1.2.3", "2001:db8::68", "::1", "172.16.0.9"
    };

    private final String run;
    private final long base;
    private final List<Object> streams = new ArrayList<>();

    private LogQlData(String run, long base) {
        this.run = run;
        this.base = base;
    }

    /**
     * A push of all entries.
     *
     * @param run the value of the label {@code run} of each stream
     * @param base the time of the first entry in nanoseconds since 1970
     */
    static String push(String run, long base) {
        LogQlData data = new LogQlData(run, base);
        data.json();
        data.logfmt("prod", 0);
        data.logfmt("dev", 7);
        data.access();
        data.packed();
        data.colored();
        data.counter();
        data.strange();
        return LokiApi.json(data.streams.toArray());
    }

    private void add(Map<String, String> labels, List<List<?>> values) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put("run", run);
        streams.add(stream(all, values.toArray(List<?>[]::new)));
    }

    private String at(long millis) {
        return Long.toString(base + millis * 1_000_000);
    }

    private void json() {
        List<List<?>> values = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String line = String.format(
                    Locale.ROOT,
                    "{\"level\":\"%s\",\"method\":\"%s\",\"path\":\"/api/v1/users/%d\",\"status\":%d,\"duration\":\"%s\","
                            + "\"size\":\"%dKB\",\"user\":{\"id\":%d,\"full name\":\"Ann \\\"%d\\\"\",\"tags\":[\"a%d\",\"b\"]},"
                            + "\"ok\":%b,\"nothing\":null,\"app\":\"inner\",\"latency\":%s}",
                    LEVELS[i % 5],
                    METHODS[i % 4],
                    i,
                    200 + 100 * (i % 4),
                    5 * i + "ms",
                    i,
                    i % 3,
                    i,
                    i,
                    i % 2 == 0,
                    i * 0.25);
            List<Object> value = new ArrayList<>(List.of(at(1_000 + 25_000L * i), line));
            if (i % 3 == 0) {
                value.add(Map.of("trace_id", "t" + i, "user", "u" + i % 2));
            }
            values.add(value);
        }
        values.add(List.of(at(1_500), "{\"level\":\"error\", broken"));
        values.add(List.of(at(2_500), "no json at all, level=error"));
        add(Map.of("app", "api", "env", "prod", "level", "mixed"), values);
    }

    private void logfmt(String env, int shift) {
        List<List<?>> values = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String line = String.format(
                    Locale.ROOT,
                    "level=%s caller=main.go:%d msg=\"request %s\" method=%s status=%d duration=%s bytes=%d size=%s"
                            + " addr=%s env=inner empty=\"\" flag",
                    LEVELS[(i + shift) % 5],
                    i,
                    i % 2 == 0 ? "done" : "failed: \\\"no\\\"",
                    METHODS[(i + shift) % 4],
                    200 + 100 * ((i + shift) % 4),
                    (i + 1) * 1.5 + (i % 2 == 0 ? "s" : "ms"),
                    100 * i + shift,
                    (i + shift) + (i % 3 == 0 ? "MiB" : "kB"),
                    ADDRESSES[i % 6]);
            values.add(List.of(at(2_100 + 30_000L * i + shift), line));
        }
        values.add(List.of(at(3_100 + shift), "level=warn msg=\"not terminated status=200"));
        values.add(List.of(at(4_100 + shift), "level=warn =bad status=\"20\"0 duration=fast bytes=many"));
        add(Map.of("app", "web", "env", env), values);
    }

    private void access() {
        List<List<?>> values = new ArrayList<>();
        for (int i = 0; i < 18; i++) {
            String line = String.format(
                    Locale.ROOT,
                    "%s - user%d [28/Nov/2026:10:%02d:00 +0000] \"%s /shop/item%d?q=%%7B%d%%7D HTTP/1.1\" %d %d \"-\" \"curl/8.%d\"",
                    ADDRESSES[i % 6],
                    i % 4,
                    i,
                    METHODS[i % 4],
                    i,
                    i,
                    200 + i * 17,
                    1000 + i * 31,
                    i % 3);
            values.add(List.of(at(5_300 + 31_000L * i), line));
        }
        add(Map.of("app", "nginx", "env", "prod"), values);
    }

    private void packed() {
        add(
                Map.of("app", "packed"),
                List.of(
                        List.of(at(10_000), "{\"pod\":\"p1\",\"container\":\"c\",\"_entry\":\"level=info hello\"}"),
                        List.of(
                                at(70_000),
                                "{\"pod\":\"p2\",\"app\":\"other\",\"n\":5,\"_entry\":\"level=warn world\"}"),
                        List.of(at(130_000), "{\"pod\":\"p3\",\"container\":\"no entry\"}"),
                        List.of(at(190_000), "not packed"),
                        List.of(at(250_000), "{\"pod\":\"p4\",\"_entry\":\"{\\\"a\\\":1}\"}")));
    }

    private void colored() {
        add(
                Map.of("app", "color"),
                List.of(
                        List.of(at(20_000), "\u001b[31mred\u001b[0m plain"),
                        List.of(at(80_000), "\u001b[1;32mgreen\u001b[m \u001b[38;5;200mpink\u001b[0m"),
                        List.of(at(140_000), "none")));
    }

    private void counter() {
        List<List<?>> values = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int total = i < 25 ? 10 * i + i * i : 3 * (i - 25);
            String line = "total=" + total + " load=" + (i % 7 - 3) / 4.0 + " host=h" + i % 2;
            values.add(List.of(at(500 + 15_000L * i), line));
        }
        add(Map.of("app", "counter"), values);
    }

    private void strange() {
        add(
                Map.of("app", "strange"),
                List.of(
                        List.of(at(30_000), "äpfel <&> 😀 und birnen"),
                        List.of(at(90_000), "one\nTwo\nthree"),
                        List.of(at(150_000), "  spaces\tand tabs  "),
                        List.of(at(210_000), "a=1 1b=2 c-d=3 e.f=\"x\\ty\" ключ=значение a=4"),
                        List.of(
                                at(270_000),
                                "{\"1a\":1,\"b c\":\"x\\u00e9\\n\",\"d\":{\"e\":{\"f\":true}},\"g\":[1,{\"h\":2}],\"a\":-1.5e3,\"\":\"e\"}"),
                        List.of(at(330_000), "$1.50 (50%) [x] {y} ^z\\ |pipe| *star*"),
                        List.of(at(390_000), "aGVsbG8gd29ybGQ= 1700000000 hello%20world%21")));
    }
}
