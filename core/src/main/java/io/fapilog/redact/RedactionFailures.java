package io.fapilog.redact;

/** Hears of what could not be masked and is therefore left out. Called by the thread that masks. */
@FunctionalInterface
public interface RedactionFailures {
    /**
     * Something could not be masked.
     *
     * @param key names the cause, such as {@code redact_pattern.order}
     * @param sentence what went wrong; without any part of an event
     */
    void failed(String key, String sentence);
}
