package io.fapilog.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends a shipment in order on Ctrl-C and SIGTERM; a second signal ends the process at once. Where the JVM does not let
 * us handle signals, its shutdown ends the shipment; it then exits by a halt, because during a shutdown only a halt can
 * set the exit code.
 */
final class Interruption {
    private static final int SIGNALLED = 128;

    private final Runnable action;
    private final AtomicInteger signals = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private volatile int code;

    /** Runs {@code action} when the process is asked to end. */
    Interruption(Runnable action) {
        this.action = action;
        handle("INT");
        handle("TERM");
        hook = new Thread(this::shutDown, "ship-exit");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Must be called when the shipment has ended and its summary is written. */
    void end(int exitCode) {
        code = exitCode;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            ended.countDown();
        }
    }

    private void signalled(int number) {
        if (signals.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(SIGNALLED + number);
        }
        action.run();
    }

    private void shutDown() {
        action.run();
        try {
            ended.await();
            System.out.flush();
            Runtime.getRuntime().halt(code);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** By reflection, since {@code sun.misc.Signal} is not part of Java, although every JDK has it. */
    private void handle(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object given = signal.getConstructor(String.class).newInstance(name);
            int number = (int) signal.getMethod("getNumber").invoke(given);
            InvocationHandler calls = (proxy, method, args) -> {
                if (method.getName().equals("handle")) {
                    signalled(number);
                    return null;
                }
                return method.getName().equals("hashCode")
                        ? (Object) number
                        : method.getName().equals("equals");
            };
            Object ours = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, calls);
            Object unused = signal.getMethod("handle", signal, handler).invoke(null, given, ours);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // The shutdown of the JVM does it; a second signal then has no effect.
        }
    }
}
