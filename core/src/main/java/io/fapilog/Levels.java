package io.fapilog;

import io.fapilog.config.Quantities;
import io.fapilog.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The level rules of a pipeline: those of the configuration, and for a time others over them. Nothing runs at the end
 * of that time; whoever reads the rules afterwards finds those of the configuration. Thread-safe.
 */
final class Levels {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    private final InForce configured;
    private final TimeSource time;
    /** Written under the monitor, and read without it. */
    private volatile InForce present;

    Levels(LevelRules configured, TimeSource time) {
        this.configured = new InForce(configured, null, 0);
        this.present = this.configured;
        this.time = time;
    }

    /** The rules in force: another object after each change. The clock is read only while there are temporary ones. */
    InForce inForce() {
        InForce now = present;
        return now.temporary == null || time.ticks() - now.end < 0 ? now : afterEnd();
    }

    private synchronized InForce afterEnd() {
        // Other rules may have been set meanwhile.
        if (present.temporary != null && time.ticks() - present.end >= 0) {
            present = configured;
        }
        return present;
    }

    /** Lays {@code text} over the rules of the configuration for {@code length}; other temporary rules end. */
    void set(String text, Duration length) {
        List<String> violations = new ArrayList<>();
        LevelRules rules = LevelRules.read(text, violations);
        if (rules.isEmpty() && violations.isEmpty()) {
            violations.add("there is no rule; write com.acme=debug, or debug for all loggers without a rule");
        }
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            violations.add("the duration " + Quantities.exact(length) + " is out of range; use "
                    + Quantities.show(SHORTEST) + " to " + Quantities.show(LONGEST));
        }
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", violations));
        }
        begin(new InForce(configured.rules.with(rules), rules, time.ticks() + length.toNanos()));
    }

    /** Ends the temporary rules. */
    void reset() {
        begin(configured);
    }

    private synchronized void begin(InForce rules) {
        present = rules;
    }

    /** The rules in force as text, the temporary ones with the time that is left. */
    String text() {
        InForce now = inForce();
        if (now.temporary == null) {
            return now.rules.text(LevelRules.NONE, "");
        }
        Duration left = Duration.ofNanos(Math.max(0, now.end - time.ticks()));
        return now.rules.text(now.temporary, " (" + left.toSeconds() + "s left)");
    }

    /** Rules that are in force until {@code end}, in ticks, if some of them are temporary. Compared by identity. */
    static final class InForce {
        private final LevelRules rules;
        private final @Nullable LevelRules temporary;
        private final long end;

        private InForce(LevelRules rules, @Nullable LevelRules temporary, long end) {
            this.rules = rules;
            this.temporary = temporary;
            this.end = end;
        }

        /** The least level that passes {@code logger}; null when none does. */
        @Nullable
        Level threshold(String logger) {
            return rules.threshold(logger);
        }
    }
}
