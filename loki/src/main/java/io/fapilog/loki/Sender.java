package io.fapilog.loki;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fapilog.spi.Sink;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A thread with a connection, which sends one push after the other, waits a while for the next one, and ends.
 *
 * <p>The worker gives it exchanges and may abandon it at any time. It knows from {@link Exchange#hasEnded} and from the
 * state of the thread what has become of an exchange, so that an error which ends the thread leaves nothing behind: an
 * exchange that never ends is cancelled by its timeout, and the thread is replaced.
 */
final class Sender {
    private final Connector connector;
    private final Runnable wakeUp;
    private final long idleNanos;
    private final Thread thread;
    /** The exchange that was given last and has not been taken back. Worker only. */
    private @Nullable Exchange given;

    /** Written by the thread before the end of an exchange, and read by the worker afterwards. */
    private volatile boolean isConnected;
    /** Its thread only, as is the next one. */
    private @Nullable Connection connection;

    private int generation;

    @GuardedBy("this")
    private @Nullable Exchange exchange;

    @GuardedBy("this")
    private @Nullable PushRequest request;

    @GuardedBy("this")
    private @Nullable Socket socket;

    @GuardedBy("this")
    private boolean abandoned;

    /**
     * A thread that is not yet started.
     *
     * @param idleNanos how long it waits for the next push
     */
    Sender(Connector connector, Sink.Context context, String name, long idleNanos) {
        this.connector = connector;
        this.wakeUp = context::wakeUp;
        this.idleNanos = idleNanos;
        this.thread = context.newThread(this::run, name);
    }

    /** Starts the thread with its first exchange. */
    void start(Exchange first, PushRequest push) {
        synchronized (this) {
            exchange = first;
            request = push;
        }
        given = first;
        thread.start();
    }

    /** Whether the thread has not ended. */
    boolean isAlive() {
        return thread.isAlive();
    }

    /** Whether the thread has ended, and left no end of an exchange. */
    boolean isLost() {
        return !isAlive() && (given == null || !given.hasEnded());
    }

    /** Whether it has an exchange that the worker has not taken back. */
    boolean isBusy() {
        return given != null;
    }

    /** Whether it has a connection on which an answer was received. */
    boolean isConnected() {
        return isConnected;
    }

    /** Gives it an exchange. Returns whether it takes it: not when it is about to end. */
    boolean give(Exchange next, PushRequest push) {
        synchronized (this) {
            if (abandoned) {
                return false;
            }
            exchange = next;
            request = push;
            notifyAll();
        }
        given = next;
        return true;
    }

    /** Takes back the exchange if it has ended; null if not. */
    @Nullable
    Exchange takeBack() {
        Exchange ended = given;
        if (ended == null || !ended.hasEnded()) {
            return null;
        }
        given = null;
        return ended;
    }

    /** Closes the connection, also one that is being opened, and ends the thread. Returns at once. */
    synchronized void abandon() {
        abandoned = true;
        notifyAll();
        if (socket != null) {
            try {
                // The plain socket, also below TLS: to close that one may have to wait for a write.
                socket.close();
            } catch (IOException e) {
                // Nobody waits for it.
            }
        }
    }

    private void run() {
        try {
            while (awaitExchange()) {
                serve();
                wakeUp.run();
                closeUnlessConnected();
            }
        } finally {
            isConnected = false;
            closeUnlessConnected();
            abandon();
        }
    }

    /** Waits for an exchange. Returns false when the thread should end. */
    private synchronized boolean awaitExchange() {
        long end = System.nanoTime() + idleNanos;
        while (exchange == null && !abandoned) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                abandoned = true;
            } else {
                await(left);
            }
        }
        return !abandoned;
    }

    @GuardedBy("this")
    private void await(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException e) {
            // Not ours: to end the thread, the sink abandons it.
        }
    }

    /** Sends the push that was given, and ends its exchange. */
    private void serve() {
        Exchange serving;
        PushRequest push;
        synchronized (this) {
            serving = Objects.requireNonNull(exchange);
            push = Objects.requireNonNull(request);
            exchange = null;
            request = null;
        }
        try {
            Connection used = connection();
            Answer answer = used.exchange(push);
            isConnected = used.isReusable();
            serving.end(answer);
        } catch (Connector.ProxyRefusal e) {
            isConnected = false;
            serving.end(e.answer);
        } catch (Throwable e) {
            isConnected = false;
            serving.fail(e);
        }
    }

    /** The present connection if it may be used, else a new one. */
    private Connection connection() throws IOException {
        int present = connector.generation();
        if (present != generation) {
            isConnected = false;
            closeUnlessConnected();
            generation = present;
        }
        Connection used = connection;
        if (used == null) {
            used = connector.open(this::own);
            connection = used;
        }
        return used;
    }

    private void closeUnlessConnected() {
        Connection used = connection;
        if (used != null && !isConnected) {
            connection = null;
            used.close();
        }
    }

    private synchronized void own(Socket opening) throws IOException {
        socket = opening;
        if (abandoned) {
            throw new SocketException("the push was cancelled");
        }
    }
}
