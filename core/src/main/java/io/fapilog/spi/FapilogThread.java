package io.fapilog.spi;

/** A daemon thread of fapilog. Events that are logged on it are refused, so that fapilog never logs about itself. */
public final class FapilogThread extends Thread {
    /** The prefix of the names of all these threads. */
    public static final String PREFIX = "fapilog-";

    /** Creates a thread that runs {@code task}; its name is {@link #PREFIX} followed by {@code name}. */
    public FapilogThread(Runnable task, String name) {
        super(null, task, PREFIX + name, 0, false);
        setDaemon(true);
        setContextClassLoader(FapilogThread.class.getClassLoader());
    }
}
