package io.fapilog.loki;

import io.fapilog.config.Quantities;
import io.fapilog.spi.Sink;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports what becomes of pushes to the operator: why delivery has stopped, that it continues, and which events were
 * dropped. Remembers what it has reported, so that a lasting failure is reported once. Worker only.
 */
final class Reporter {
    private final Sink.Context context;
    private final Redaction redaction;
    private final String sink;
    private @Nullable String reportedFailure;
    private long failingSince;
    private long retries;

    Reporter(Sink.Context context, Redaction redaction, String sink) {
        this.context = context;
        this.redaction = redaction;
        this.sink = sink;
    }

    /**
     * Reports what an exchange has led to.
     *
     * @param recovered whether the server delivers again after a failure
     */
    void report(List<Report> reports, boolean recovered, long ticks) {
        for (Report report : reports) {
            if (report.isFailure()) {
                failing(report, ticks);
            } else {
                warn(report.key(), report.own(), report.theirs());
            }
        }
        if (recovered) {
            recovered(ticks);
        }
    }

    /** Counts a retry for the message at the end of a failure. */
    void retried() {
        retries++;
    }

    void info(String message) {
        context.diagnostics().info(sink + ": " + message);
    }

    /**
     * Reports something that does not end with the next delivery.
     *
     * @param theirs the words of the server or the JDK; empty for none
     */
    void warn(String key, String own, String theirs) {
        context.diagnostics().warn(key + " " + sink, sink + ": " + text(own, theirs));
    }

    /** Notes in the ledger what the reports about the push that has ended last say, also if they were said before. */
    void explain(List<Report> reports) {
        if (!reports.isEmpty()) {
            Report report = reports.get(0);
            context.ledger().explained(text(report.own(), report.theirs()));
        }
    }

    private String text(String own, String theirs) {
        String shown = shown(theirs);
        return own + (shown.isEmpty() ? "" : ": " + shown);
    }

    /** The words of the server or the JDK without secrets. */
    String shown(String theirs) {
        return theirs.isEmpty() ? "" : redaction.show(theirs);
    }

    private void failing(Report report, long ticks) {
        if (reportedFailure == null) {
            failingSince = ticks;
            retries = 0;
        }
        if (!report.key().equals(reportedFailure)) {
            reportedFailure = report.key();
            warn(report.key(), report.own(), report.theirs());
        }
    }

    private void recovered(long ticks) {
        if (reportedFailure != null) {
            String key = "again after " + reportedFailure + " " + sink;
            reportedFailure = null;
            Duration length = Duration.ofNanos(ticks - failingSince);
            String shown = Quantities.show(length.toSeconds() > 0 ? Duration.ofSeconds(length.toSeconds()) : length);
            context.diagnostics()
                    .info(
                            key,
                            sink + " accepts events again, after " + shown + " and " + retries
                                    + (retries == 1 ? " retry" : " retries"));
        }
    }
}
