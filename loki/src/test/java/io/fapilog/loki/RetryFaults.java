package io.fapilog.loki;

import static io.fapilog.loki.BadReply.storing;
import static io.fapilog.loki.ScriptedServer.answer;

import io.fapilog.DropReason;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers after which the same push is sent again. */
final class RetryFaults {
    private static final String OVER_THE_RATE =
            "entry with timestamp 2026-11-22 10:00:00 +0000 UTC ignored, reason: 'Per stream rate limit exceeded (limit:"
                    + " 3MB/sec) while attempting to ingest for stream '{level=\"ERROR\"}' totaling 3B, consider"
                    + " splitting a stream',\nuser 'fake', total ignored: 1 out of 1 for stream: {level=\"ERROR\"}";

    private RetryFaults() {}

    static List<Fault> soon() {
        List<Fault> rows = new ArrayList<>();
        for (int status : new int[] {408, 429, 500, 502, 503, 504, 506, 599}) {
            rows.add(Fault.of("" + status)
                    .replies(answer(status, "not now"), answer(status, "nor now"))
                    .ends(status, status, 204)
                    .warns("answers " + status + "; the push will be retried: not now")
                    .informs("accepts events again, after 1s and 2 retries"));
        }
        rows.add(Fault.of("500 though all was stored")
                .replies(storing(answer(500, "context canceled")))
                .ends(500, 204)
                .doubles(3)
                .warns("answers 500; the push will be retried: context canceled")
                .informs("accepts events again, after 500ms and 1 retry"));
        rows.add(Fault.of("429 of one stream, each with its own push")
                .with("label_fields=level")
                .logs(RetryFaults::ofThreeStreams)
                .replies(answer(204, ""), answer(429, OVER_THE_RATE))
                .ends(204, 429, 204, 204)
                .warns("answers 429; the push will be retried", "Per stream rate limit exceeded")
                .informs("accepts events again, after 500ms and 1 retry"));
        rows.add(Fault.of("429 of one stream of many in a push")
                .with("label_fields=thread")
                .logs(RetryFaults::ofTenStreams)
                .replies(storing(9, answer(429, OVER_THE_RATE)))
                .ends(429, 204)
                .doubles(9)
                .warns("answers 429; the push will be retried", "Per stream rate limit exceeded")
                .informs("accepts events again, after 500ms and 1 retry"));
        return rows;
    }

    static List<Fault> later() {
        List<Fault> rows = new ArrayList<>();
        rows.add(after("Retry-After in seconds", "90", "90s"));
        // Spools make the push take half a second; so that is rounded to the same second with and without.
        rows.add(after("Retry-After as a date", "Sun, 22 Nov 2026 10:01:30 GMT", "89s")
                .logs(rig -> rig.advance(Duration.ofMillis(200)).append(3)));
        rows.add(after("Retry-After of the past", "Sun, 22 Nov 2026 09:00:00 GMT", "500ms"));
        rows.add(after("Retry-After of zero", "0", "500ms"));
        rows.add(after("Retry-After that is malformed", "soon", "500ms"));
        rows.add(after("Retry-After of decades", "999999999", "5m"));
        rows.add(after("Retry-After that exceeds a long", "99999999999999999999999", "5m"));
        rows.add(after("Retry-After of the year 9999", "Fri, 31 Dec 9999 23:59:59 GMT", "5m"));
        return rows;
    }

    static List<Fault> slowly() {
        List<Fault> rows = new ArrayList<>();
        Map.of(
                        401, "check token, user and password, or set tenant: no org id",
                        403, "check the tenant, and that the token or user may write logs: no org id",
                        404, "check host, port and prefix: is this Loki?: no org id",
                        405, "check host, port and prefix: no pushes are accepted at this address: no org id",
                        407, "check user and password of the proxy: no org id",
                        308, "set the URI to the address to which the server redirects: https://other.example/")
                .forEach((status, mend) -> {
                    String location = status == 308 ? "https://other.example/?secret" : "";
                    rows.add(Fault.of("" + status)
                            .replies(answer(status, "no org id", "Location", location))
                            .ends(status, 204)
                            .warns("answers " + status + "; the events are kept; " + mend)
                            .informs("accepts events again, after 30s and 1 retry"));
                });
        rows.sort((a, b) -> a.name.compareTo(b.name));
        rows.add(Fault.of("401, always")
                .always(answer(401, "no org id"))
                .ends(401, 401, 401)
                .warns("answers 401; the events are kept"));
        return rows;
    }

    static List<Fault> forEver() {
        return List.of(
                Fault.of("503, always")
                        .always(answer(503, "away"))
                        .ends(503, 503, 503)
                        .warns("answers 503; the push will be retried: away"),
                Fault.of("503 until max_retries=1 is exceeded")
                        .with("max_retries=1")
                        .replies(answer(503, "away"), answer(503, "away"))
                        .ends(503, 503)
                        .drops(DropReason.RETRIES_EXHAUSTED, 3)
                        .warns("answers 503; the push will be retried: away")
                        .warns("3 events are dropped after max_retries=1"),
                Fault.of("503 until max_age=1m is exceeded")
                        .with("max_age=1m")
                        .replies(answer(503, "away", "Retry-After", "70"))
                        .ends(503)
                        .drops(DropReason.TOO_OLD, 3)
                        .warns("answers 503; the push will be retried: away")
                        .warns("3 events were older than max_age=1m"));
    }

    private static Fault after(String name, String header, String wait) {
        return Fault.of("503, " + name)
                .replies(answer(503, "away", "Retry-After", header))
                .ends(503, 204)
                .warns("answers 503; the push will be retried: away")
                .informs("accepts events again, after " + wait + " and 1 retry");
    }

    private static void ofThreeStreams(Rig rig) {
        for (Level level : new Level[] {Level.INFO, Level.ERROR, Level.WARN}) {
            rig.append(LogEvent.builder(level, "shop", "one")
                    .timestamp(rig.time.epochNanos())
                    .build());
        }
    }

    private static void ofTenStreams(Rig rig) {
        for (int i = 0; i < 10; i++) {
            rig.append(rig.event("one").thread("thread-" + i).build());
        }
    }
}
