package io.fapilog.spi;

/**
 * A thread of fapilog's own: a worker, or one that a sink needs. A daemon. Events that are logged on such a thread are
 * refused at the door, so that what fapilog does never feeds itself.
 */
public final class FapilogThread extends Thread {
    /** Makes a thread that runs {@code task}; it is not started. */
    public FapilogThread(Runnable task, String name) {
        super(null, task, name, 0, false);
        setDaemon(true);
    }
}
