package io.fapilog.contract;

/** A feature that only some logging frameworks, or some ways to run them, support. */
public enum Capability {
    /** A map of names and values for each thread. */
    CONTEXT,
    /** Attributes of one event, with typed values. */
    KEY_VALUES,
    /** Markers. */
    MARKER,
    /** Events with a time of their own, to the nanosecond. */
    GIVEN_TIME,
    /** Throwables whose own methods throw. Other frameworks throw these exceptions to the application themselves. */
    HOSTILE_THROWABLE,
    /** Throwables recorded within the log call. Other frameworks pass the throwable itself to another thread. */
    THROWABLE_AT_THE_CALL,
    /** Appenders that run within the log call. */
    SYNCHRONOUS,
    /** A configuration of strings, which may be invalid. */
    CONFIGURED_BY_TEXT
}
