package io.fapilog;

/** A sink was asked for whose module is not on the class path. The message names the artifact to add. */
public final class SinkUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Reports that a sink is unavailable, and what to add. */
    public SinkUnavailableException(String message) {
        super(message);
    }
}
