package io.fapilog.spi;

/** A daemon thread of fapilog. What is logged on it is refused, so that fapilog never feeds itself. */
public final class FapilogThread extends Thread {
    /** What the names of all these threads begin with. */
    public static final String PREFIX = "fapilog-";

    /** Makes a thread that runs {@code task}; {@link #PREFIX} is put before {@code name}. */
    public FapilogThread(Runnable task, String name) {
        super(null, task, PREFIX + name, 0, false);
        setDaemon(true);
        setContextClassLoader(FapilogThread.class.getClassLoader());
    }
}
