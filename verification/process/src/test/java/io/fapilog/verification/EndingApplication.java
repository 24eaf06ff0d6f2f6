package io.fapilog.verification;

import io.fapilog.Fapilog;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application that ends in the way that its argument names. */
final class EndingApplication {
    private static final int LINES = 10;

    private EndingApplication() {}

    public static void main(String[] arguments) throws InterruptedException {
        switch (arguments[0]) {
            case "flood" -> flood();
            case "flood-and-wait" -> {
                flood();
                new CountDownLatch(1).await();
            }
            case "hook" -> {
                hook(EndingApplication::stopSlowly);
                log().info("started");
            }
            case "hook-and-wait" -> {
                hook(EndingApplication::stopSlowly);
                log().info("started");
                new CountDownLatch(1).await();
            }
            case "first-in-hook" -> hook(EndingApplication::stopSlowly);
            case "closed-meanwhile" -> {
                for (int i = 0; i < LINES; i++) {
                    log().info("line {}", i);
                }
                Thread closing = new Thread(Fapilog.current()::close);
                closing.setDaemon(true);
                closing.start();
                while (!Fapilog.current().isClosed()) {
                    Thread.onSpinWait();
                }
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(0);
    }

    /** Writes more than a pipe takes. */
    private static void flood() {
        for (int i = 0; i < 5_000; i++) {
            log().info("line {} {}", i, "x".repeat(100));
        }
    }

    /** Logs eleven lines, with pauses among them, the last one long. */
    private static void stopSlowly() {
        for (int i = 0; i < LINES; i++) {
            log().info("stopping {}", i);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(700));
        log().info("stopped");
        System.out.println("threads=" + threads());
    }

    /** The number of workers. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("io.fapilog-loki:"))
                .count();
    }

    private static void hook(Runnable task) {
        Runtime.getRuntime().addShutdownHook(new Thread(task, "application-hook"));
    }

    private static Logger log() {
        return LoggerFactory.getLogger("ending.Application");
    }
}
