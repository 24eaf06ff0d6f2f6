package io.fapilog;

/** A daemon thread of fapilog. Events that are logged on it are refused, so that fapilog never logs about itself. */
final class FapilogThread extends Thread {
    /**
     * The prefix of the names of all these threads. It is the name space of this library, which no application uses for
     * a thread of its own.
     */
    static final String PREFIX = "io.fapilog-";

    /** Creates a thread that runs {@code task}; its name is {@link #PREFIX} followed by {@code name}. */
    FapilogThread(Runnable task, String name) {
        super(null, task, PREFIX + name, 0, false);
        setDaemon(true);
        setContextClassLoader(FapilogThread.class.getClassLoader());
    }
}
