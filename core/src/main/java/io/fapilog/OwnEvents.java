package io.fapilog;

/** The events of fapilog itself, which it does not take. */
final class OwnEvents {
    private OwnEvents() {}

    /**
     * Whether {@code event} comes from fapilog or its HTTP client, by its thread or its logger: such an event would
     * cause another one. An asynchronous appender offers it on a thread of its own, and an application may have this
     * library twice, in different class loaders; so the name of its thread counts as well.
     */
    static boolean include(LogEvent event) {
        return Thread.currentThread() instanceof FapilogThread
                || event.thread().startsWith(FapilogThread.PREFIX)
                || areOf(event.logger());
    }

    /** Whether {@code logger} is one of fapilog or of the HTTP client of the JDK. */
    static boolean areOf(String logger) {
        return isBelow(logger, "io.fapilog")
                || isBelow(logger, "jdk.httpclient")
                || isBelow(logger, "jdk.internal.httpclient");
    }

    private static boolean isBelow(String logger, String name) {
        return logger.startsWith(name) && (logger.length() == name.length() || logger.charAt(name.length()) == '.');
    }
}
