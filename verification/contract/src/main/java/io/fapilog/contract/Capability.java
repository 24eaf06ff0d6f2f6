package io.fapilog.contract;

/** What not every logging framework, or not every way to run it, can do. */
public enum Capability {
    /** A map of names and values that belongs to the thread. */
    CONTEXT,
    /** Key-value pairs of the single event, with types. */
    KEY_VALUES,
    /** Markers. */
    MARKER,
    /** An event that says itself when it was, to the nanosecond. */
    GIVEN_TIME,
    /** Throwables whose own methods throw; without it the framework lets them through to the application by itself. */
    HOSTILE_THROWABLE,
    /** A configuration as texts, which may be wrong. */
    CONFIGURED_BY_TEXT
}
