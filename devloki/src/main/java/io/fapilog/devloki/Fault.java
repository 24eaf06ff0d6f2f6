package io.fapilog.devloki;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A scripted fault, which is written as text; see {@link Script#fault}. Immutable and thread-safe.
 *
 * @param text the text, with single spaces
 * @param delay the time before it begins
 * @param reply the reply to each push while it lasts
 * @param length how long it lasts, null for no limit
 * @param count how many pushes it answers, null for no limit
 */
record Fault(
        String text,
        Duration delay,
        Reply reply,
        @Nullable Duration length,
        @Nullable Integer count) {

    /**
     * Reads a fault.
     *
     * @throws IllegalArgumentException if {@code text} is none; the message says what is allowed
     */
    static Fault parse(String text) {
        return new FaultParser(text).parse();
    }
}
