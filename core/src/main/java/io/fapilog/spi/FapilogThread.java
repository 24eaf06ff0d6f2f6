package io.fapilog.spi;

/** A daemon thread of fapilog. What is logged on it is refused, so that fapilog never feeds itself. */
public final class FapilogThread extends Thread {
    /** Makes a thread that runs {@code task}. */
    public FapilogThread(Runnable task, String name) {
        super(null, task, name, 0, false);
        setDaemon(true);
        setContextClassLoader(FapilogThread.class.getClassLoader());
    }
}
