package io.fapilog.loki;

import static io.fapilog.loki.RawReaction.storing;
import static io.fapilog.loki.ScriptedServer.answer;

import io.fapilog.DropReason;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers after which the push is retried. */
final class RetryFaults {
    private static final String OVER_THE_RATE =
            "entry with timestamp 2026-11-22 10:00:00 +0000 UTC ignored, reason: 'Per stream rate limit exceeded (limit:"
                    + " 3MB/sec) while attempting to ingest for stream '{level=\"ERROR\"}' totaling 3B, consider"
                    + " splitting a stream',\nuser 'fake', total ignored: 1 out of 1 for stream: {level=\"ERROR\"}";

    private static final Map<Integer, String> HINTS = Map.ofEntries(
            Map.entry(308, "set the URI to the address to which the server redirects: https://other.example/"),
            Map.entry(401, "check token, user and password, or set tenant: no org id"),
            Map.entry(402, "check the account and its quota: no org id"),
            Map.entry(403, "check the tenant, and that the token or user may write logs: no org id"),
            Map.entry(404, "check host, port and prefix: is this Loki?: no org id"),
            Map.entry(405, "check host, port and prefix: no pushes are accepted at this address: no org id"),
            Map.entry(407, "check user and password of the proxy: no org id"),
            Map.entry(410, "check host, port and prefix: is this Loki?: no org id"),
            Map.entry(415, "set another format or compression: this one is not accepted: no org id"),
            Map.entry(426, "the server expects another protocol; if it is TLS, write lokis://: no org id"),
            Map.entry(431, "shorten token and header.NAME: no org id"),
            Map.entry(511, "check user and password of the proxy: no org id"));

    private RetryFaults() {}

    static List<Fault> soon() {
        List<Fault> rows = new ArrayList<>();
        for (int status : new int[] {408, 409, 421, 423, 424, 425, 429, 500, 502, 503, 504, 506, 507, 599}) {
            rows.add(Fault.of("" + status)
                    .script(answer(status, "not now"), answer(status, "not now either"))
                    .ends(status, status, 204)
                    .warns("answers " + status + "; the push will be retried: not now")
                    .informs("accepts events again, after 1s and 2 retries"));
        }
        rows.add(Fault.of("500 although the push was stored")
                .script(storing(answer(500, "context canceled")))
                .ends(500, 204)
                .storesAgain(3)
                .warns("answers 500; the push will be retried: context canceled")
                .informs("accepts events again, after 500ms and 1 retry"));
        rows.add(Fault.of("429 for one of three streams, which are pushed separately")
                .with("label_fields=level")
                .logs(RetryFaults::ofThreeStreams)
                .script(answer(204, ""), answer(429, OVER_THE_RATE))
                .ends(204, 429, 204, 204)
                .warns("answers 429; the push will be retried", "Per stream rate limit exceeded")
                .informs("accepts events again, after 500ms and 1 retry"));
        rows.add(Fault.of("429 for one of ten streams, which share a push")
                .with("label_fields=thread")
                .logs(RetryFaults::ofTenStreams)
                .script(storing(9, answer(429, OVER_THE_RATE)))
                .ends(429, 204)
                .storesAgain(9)
                .warns("answers 429; the push will be retried", "Per stream rate limit exceeded")
                .informs("accepts events again, after 500ms and 1 retry"));
        return rows;
    }

    static List<Fault> later() {
        List<Fault> rows = new ArrayList<>();
        rows.add(after("Retry-After in seconds", "90", "90s"));
        // With a spool the push starts a little later; 200 ms more make both cases round to the same second.
        rows.add(after("Retry-After as a date", "Sun, 22 Nov 2026 10:01:30 GMT", "89s")
                .logs(rig -> rig.advance(Duration.ofMillis(200)).append(3)));
        rows.add(after("Retry-After with a date in the past", "Sun, 22 Nov 2026 09:00:00 GMT", "500ms"));
        rows.add(after("Retry-After: 0", "0", "500ms"));
        rows.add(after("Retry-After with a malformed value", "soon", "500ms"));
        rows.add(after("Retry-After of 30 years in seconds", "999999999", "5m"));
        rows.add(after("Retry-After beyond the range of a long", "99999999999999999999999", "5m"));
        rows.add(after("Retry-After with a date in the year 9999", "Fri, 31 Dec 9999 23:59:59 GMT", "5m"));
        return rows;
    }

    static List<Fault> slowly() {
        List<Fault> rows = new ArrayList<>();
        HINTS.forEach((status, hint) -> {
            String location = status == 308 ? "https://other.example/?secret" : "";
            rows.add(Fault.of("" + status)
                    .script(answer(status, "no org id", "Location", location))
                    .ends(status, 204)
                    .warns("answers " + status + "; the events are kept; " + hint)
                    .informs("accepts events again, after 500ms and 1 retry"));
        });
        for (int status : new int[] {406, 411, 414, 416, 417, 418, 428, 451, 499}) {
            rows.add(Fault.of("" + status)
                    .script(answer(status, "not like this"))
                    .ends(status, 204)
                    .warns("answers " + status + "; the events are kept; check what stands between this host and Loki")
                    .informs("accepts events again, after 500ms and 1 retry"));
        }
        rows.sort((a, b) -> a.name.compareTo(b.name));
        rows.add(Fault.of("404 four times: the first three pauses are short")
                .script(answer(404, ""), answer(404, ""), answer(404, ""), answer(404, ""))
                .ends(404, 404, 404, 404, 204)
                .warns("answers 404; the events are kept")
                .informs("accepts events again, after 31s and 4 retries"));
        rows.add(Fault.of("401, permanently")
                .always(answer(401, "no org id"))
                .ends(401, 401, 401)
                .warns("answers 401; the events are kept"));
        return rows;
    }

    static List<Fault> always() {
        return List.of(
                Fault.of("503, permanently")
                        .always(answer(503, "unavailable"))
                        .ends(503, 503, 503)
                        .warns("answers 503; the push will be retried: unavailable"),
                Fault.of("503 until max_retries=1 is exhausted")
                        .with("max_retries=1")
                        .script(answer(503, "unavailable"), answer(503, "unavailable"))
                        .ends(503, 503)
                        .drops(DropReason.RETRIES_EXHAUSTED, 3)
                        .warns("answers 503; the push will be retried: unavailable")
                        .warns("3 events are dropped after max_retries=1"),
                Fault.of("503 until max_age=1m is exceeded")
                        .with("max_age=1m")
                        .script(answer(503, "unavailable", "Retry-After", "70"))
                        .ends(503)
                        .drops(DropReason.TOO_OLD, 3)
                        .warns("answers 503; the push will be retried: unavailable")
                        .warns("3 events were older than max_age=1m"));
    }

    private static Fault after(String name, String header, String wait) {
        return Fault.of("503, " + name)
                .script(answer(503, "unavailable", "Retry-After", header))
                .ends(503, 204)
                .warns("answers 503; the push will be retried: unavailable")
                .informs("accepts events again, after " + wait + " and 1 retry");
    }

    private static void ofThreeStreams(SinkRig rig) {
        for (Level level : new Level[] {Level.INFO, Level.ERROR, Level.WARN}) {
            rig.append(LogEvent.builder(level, "shop", "one")
                    .timestamp(rig.time.epochNanos())
                    .build());
        }
    }

    private static void ofTenStreams(SinkRig rig) {
        for (int i = 0; i < 10; i++) {
            rig.append(rig.event("one").thread("thread-" + i).build());
        }
    }
}
