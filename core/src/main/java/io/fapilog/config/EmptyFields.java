package io.fapilog.config;

/** What becomes of a context entry or an attribute whose value is null or empty. */
public enum EmptyFields {
    /** The line has it. The default. */
    KEEP,
    /** The line leaves it out. */
    DROP
}
