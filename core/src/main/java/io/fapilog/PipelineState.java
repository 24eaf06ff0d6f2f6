package io.fapilog;

/** The life cycle of a pipeline. The states only advance; {@link EventQueue} owns the state. */
enum PipelineState {
    /** Offers are accepted. */
    RUNNING,
    /** Offers are refused, and accepted events are delivered. */
    DRAINING,
    /** The worker ends. */
    STOPPED
}
