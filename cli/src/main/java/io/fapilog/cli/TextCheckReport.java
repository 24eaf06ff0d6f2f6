package io.fapilog.cli;

import io.fapilog.Finding;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints a result as a line as soon as it is known, and below it what to do. */
final class TextCheckReport extends CheckReport {
    private final PrintWriter out;
    private String sink = "";

    TextCheckReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    void print(Finding finding) {
        if (!finding.sink().equals(sink)) {
            sink = finding.sink();
            out.println(sink);
        }
        out.printf(Locale.ROOT, "%-4s  %-13s %s%n", finding.outcome(), finding.subject(), finding.sentence());
        if (!finding.mend().isEmpty()) {
            out.printf(Locale.ROOT, "%-20s-> %s%n", "", finding.mend());
        }
        out.flush();
    }

    @Override
    void end() {
        out.println(
                switch (worst()) {
                    case OK -> "Everything is in order.";
                    case WARN -> "It works; read the warnings.";
                    case FAIL -> "It does not work; mend what is marked FAIL.";
                });
        out.flush();
    }
}
