package io.fapilog.devloki.senders;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/**
 * The accounts of the JVMs that ship to one port of this machine. A JVM is found by its connection and remembered until
 * it ends. Thread-safe; a thread of its own, which ends when there is nothing to do, asks the JVMs, since they may not
 * answer.
 */
public final class Senders implements AutoCloseable {
    private final ConnectedProcesses connected = new ConnectedProcesses(Path.of("/proc"));
    private final SinkBeanReader reader = new SinkBeanReader();
    private final IntSupplier port;
    /** For the asking thread only. */
    private final Map<Long, JvmConnection> connections = new TreeMap<>();
    /** For the asking thread only: processes that are no JVM with sinks, or that let no other attach. */
    private final Set<Long> others = new TreeSet<>();

    private final AtomicBoolean isAsking = new AtomicBoolean();
    private final ExecutorService thread;
    private volatile List<SenderAccount> accounts = List.of();

    /** The senders to the port that {@code port} returns, which is called at each {@link #accounts}. */
    public Senders(IntSupplier port) {
        this.port = port;
        this.thread = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Senders::daemon);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "devloki-senders");
        thread.setDaemon(true);
        return thread;
    }

    /** The accounts as they were at the last call, and asks anew. Does not block. */
    public List<SenderAccount> accounts() {
        if (isAsking.compareAndSet(false, true)) {
            int asked = port.getAsInt();
            thread.execute(() -> ask(asked));
        }
        return accounts;
    }

    private void ask(int asked) {
        try {
            for (long process : connected.find(asked)) {
                if (!connections.containsKey(process) && !others.contains(process)) {
                    connect(process);
                }
            }
            List<SenderAccount> found = new ArrayList<>();
            connections.entrySet().removeIf(each -> !read(asked, each.getKey(), each.getValue(), found));
            accounts = List.copyOf(found);
        } finally {
            isAsking.set(false);
        }
    }

    private void connect(long process) {
        try {
            connections.put(process, JvmConnection.to(process));
        } catch (IOException | RuntimeException | LinkageError e) {
            // Without the module jdk.attach, a class is missing.
            others.add(process);
        }
    }

    /** Returns whether the JVM still answers. */
    private boolean read(int asked, long process, JvmConnection connection, List<SenderAccount> found) {
        try {
            found.addAll(reader.read(asked, process, connection.beans()));
            return true;
        } catch (IOException | RuntimeException e) {
            connection.close();
            return false;
        }
    }

    /** Closes the connections. Those of a later {@link #accounts} are new ones. */
    @Override
    public void close() {
        thread.execute(() -> {
            connections.values().forEach(JvmConnection::close);
            connections.clear();
            others.clear();
            accounts = List.of();
        });
    }
}
