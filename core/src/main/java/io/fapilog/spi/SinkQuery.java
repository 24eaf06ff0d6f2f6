package io.fapilog.spi;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the server of a sink, over the connection that the settings of the sink describe: address, proxy, TLS,
 * tenant, credentials. For one thread, which may block; {@link #close} may be called by any.
 */
public interface SinkQuery extends AutoCloseable {
    /**
     * What the server answered.
     *
     * @param body the body; its beginning if it was too long
     * @param isComplete whether {@code body} is the whole body
     * @param date the clock of the server, in whole seconds; null if it did not tell
     */
    record Reply(String body, boolean isComplete, @Nullable Instant date) {}

    /**
     * The server gave no answer, or refused. The message has the server's own words, without secrets, and what to do.
     */
    final class Failure extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        /**
         * A failure.
         *
         * @param status the HTTP status; 0 for no answer
         */
        public Failure(String message, int status) {
            super(message);
            this.status = status;
        }

        /** The HTTP status; 0 for no answer. */
        public int status() {
            return status;
        }
    }

    /** The server as messages name it, without secrets: {@code loki://host:3100}. */
    String server();

    /**
     * Sends a GET request and waits for the answer. Files of secrets are read anew for each request.
     *
     * @param target the path below the address of the sink, with the query string, percent-encoded
     * @param mostBytes how many bytes of the body are read at most
     * @return the answer with status 200
     * @throws Failure if there is no answer in time, or one with another status
     */
    Reply get(String target, int mostBytes) throws Failure;

    /** Ends a request that is in progress, which then fails, and every later one. Returns at once. */
    @Override
    void close();
}
