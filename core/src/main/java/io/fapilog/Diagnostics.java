package io.fapilog;

/**
 * The port to which fapilog reports about itself. It must not lead into a pipeline of fapilog. Messages contain no
 * secrets. A daemon thread calls the port of the application; nobody waits for it, but while it blocks, no message is
 * told, and what does not fit into a short queue is dropped and counted. Whatever it throws is ignored.
 */
public interface Diagnostics {
    /** Reports that something works again or is worth knowing. */
    void info(String message);

    /**
     * Reports the same kind of thing, as a rule by {@link #info(String)}.
     *
     * @param key the kind of message; fapilog passes on one message of a key a minute, with the number of those omitted
     */
    default void info(String key, String message) {
        info(message);
    }

    /**
     * Reports a problem.
     *
     * @param key the kind of problem; fapilog passes on one message of a key a minute, with the number of those omitted
     * @param message a sentence for the operator, with the words of the server if there are any
     */
    void warn(String key, String message);
}
