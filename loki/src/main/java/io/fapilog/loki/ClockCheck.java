package io.fapilog.loki;

import io.fapilog.config.Quantities;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Compares the clock of this host with the header {@code Date} of the answers, which has seconds. */
final class ClockCheck {
    private static final String CLOCK = "clock";
    private static final Duration TOLERATED = Duration.ofMinutes(1);
    /** Loki's default of {@code creation_grace_period}. */
    private static final Duration MOST_AHEAD = Duration.ofMinutes(10);
    /** Loki's default of {@code reject_old_samples_max_age}. */
    private static final Duration MOST_BEHIND = Duration.ofDays(7);

    private final CheckFindings findings;
    /** How far the clock of this host is ahead of the server's; negative if it is behind, null if not known. */
    private @Nullable Duration ahead;

    ClockCheck(CheckFindings findings) {
        this.findings = findings;
    }

    /** Takes the date of an answer. */
    void note(Probe.Reply reply) {
        Instant theirs = ServerDate.of(reply.headers());
        if (theirs != null) {
            Instant ours = Instant.ofEpochSecond(0, reply.began() + reply.took());
            ahead = Duration.between(theirs, ours);
        }
    }

    void tell() {
        Duration difference = ahead;
        if (difference == null) {
            findings.ok(CLOCK, "not compared: the server sends no Date");
        } else if (difference.abs().compareTo(TOLERATED) <= 0) {
            findings.ok(CLOCK, "agrees with the server's within a minute");
        } else if (difference.compareTo(MOST_AHEAD) > 0) {
            findings.fail(
                    CLOCK,
                    words() + "; Loki refuses events more than " + Quantities.show(MOST_AHEAD)
                            + " in the future (creation_grace_period)",
                    "set the clock of this host by NTP");
        } else if (difference.negated().compareTo(MOST_BEHIND) > 0) {
            findings.fail(
                    CLOCK,
                    words() + "; Loki refuses events older than " + Quantities.show(MOST_BEHIND)
                            + " (reject_old_samples_max_age)",
                    "set the clock of this host by NTP");
        } else {
            findings.warn(
                    CLOCK,
                    words() + "; events have wrong times, and a query of the last minutes may miss them",
                    "set the clock of this host by NTP");
        }
    }

    /** What is wrong with the clock; empty if nothing is, or if it is not known. */
    String words() {
        Duration difference = ahead;
        if (difference == null || difference.abs().compareTo(TOLERATED) <= 0) {
            return "";
        }
        return "the clock of this host is " + shown(difference.abs())
                + (difference.isNegative() ? " behind" : " ahead of") + " the server's";
    }

    /** In the largest unit of which there are two. */
    private static String shown(Duration difference) {
        if (difference.toHours() >= 47) {
            return Math.round(difference.toMinutes() / 1_440.0) + " days";
        }
        return difference.toMinutes() >= 120
                ? Math.round(difference.toMinutes() / 60.0) + " hours"
                : Math.round(difference.toSeconds() / 60.0) + " minutes";
    }
}
