package io.fapilog.loki;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Reads the marked event back, where queries are allowed. */
final class QueryCheck {
    private static final String QUERY = "query";
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long FIRST_PAUSE_MILLIS = 50;

    private final Probe probe;
    private final CheckMeans means;
    private final CheckFindings findings;

    QueryCheck(Probe probe, CheckMeans means, CheckFindings findings) {
        this.probe = probe;
        this.means = means;
        this.findings = findings;
    }

    void run(MarkedEvent event) throws InterruptedException {
        String query = event.query();
        String target = "/loki/api/v1/query_range?limit=1&start=" + (event.timestamp() - MINUTE_NANOS) + "&end="
                + (event.timestamp() + MINUTE_NANOS) + "&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        long start = means.time().ticks();
        long pause = FIRST_PAUSE_MILLIS;
        try {
            Probe.Reply reply = probe.get(target);
            while (reply.isOk() && !reply.text().contains(event.mark()) && isEarly(start)) {
                TimeUnit.MILLISECONDS.sleep(pause);
                pause *= 2;
                reply = probe.get(target);
            }
            tell(reply, event, start);
        } catch (IOException e) {
            findings.ok(QUERY, "not read back (" + findings.theirs(e) + "); look for it with " + query);
        }
    }

    private void tell(Probe.Reply reply, MarkedEvent event, long start) {
        if (!reply.isOk()) {
            findings.ok(
                    QUERY,
                    "not read back: queries are not allowed here (" + reply.status() + "); look for it with "
                            + event.query());
        } else if (reply.text().contains(event.mark())) {
            findings.ok(QUERY, "read back after " + millis(start) + " ms by " + event.query());
        } else {
            findings.warn(
                    QUERY,
                    "the event was taken and not found within " + millis(start) + " ms by " + event.query(),
                    "look for it later; if it does not appear, queries go to another tenant or server than pushes");
        }
    }

    private boolean isEarly(long start) {
        return means.time().ticks() - start < means.patience().toNanos();
    }

    private long millis(long start) {
        return (means.time().ticks() - start) / 1_000_000;
    }
}
