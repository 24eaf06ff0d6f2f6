package io.fapilog.cli.shop;

import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A small application that serves orders on several threads and logs orders, warnings and failures with stack traces,
 * each with a trace id. What it logs for an order depends only on the number of the order. Every event has a unique
 * number in the attribute {@code seq}, from which lost and duplicate events can be counted.
 */
public final class DemoShop {
    private static final Logger HTTP = LoggerFactory.getLogger("shop.Http");
    private static final Logger ORDERS = LoggerFactory.getLogger("shop.Orders");
    private static final Logger STOCK = LoggerFactory.getLogger("shop.Stock");
    private static final Logger PAYMENTS = LoggerFactory.getLogger("shop.Payments");
    private static final List<String> GOODS = List.of("tea", "coffee", "mug", "kettle", "honey");

    /** The duration of a call to the bank. */
    private static final long BANK_NANOS = 1_000_000;

    private final AtomicLong events = new AtomicLong();
    private volatile boolean bankIsAway;
    private final AtomicInteger workers = new AtomicInteger();

    /** Creates a shop that has served no order. */
    public DemoShop() {}

    /** Serves {@code orders} orders on {@code threads} threads, and returns when all are served. */
    public void serve(int orders, int threads) throws InterruptedException {
        ExecutorService pool =
                Executors.newFixedThreadPool(threads, work -> new Thread(work, "shop-" + workers.incrementAndGet()));
        List<Future<?>> work = new ArrayList<>();
        for (int i = 1; i <= orders; i++) {
            int number = i;
            work.add(pool.submit(() -> serve(number)));
        }
        pool.shutdown();
        for (Future<?> each : work) {
            await(each);
        }
    }

    /** Whether the bank does not answer, so that payments fail until it is back. */
    public void bankIsAway(boolean away) {
        bankIsAway = away;
    }

    /** The number of events that were logged. */
    public long events() {
        return events.get();
    }

    /** Serves one order on this thread. */
    public void serve(int order) {
        long high = order * 0x9E3779B97F4A7C15L;
        long low = order * 0xC2B2AE3D27D4EB4FL;
        MDC.put("trace_id", String.format(Locale.ROOT, "%016x%016x", high, low));
        MDC.put("span_id", String.format(Locale.ROOT, "%016x", high ^ low));
        try {
            event(HTTP, Level.INFO).addKeyValue("customer", "c-" + order % 97).log("POST /orders");
            event(ORDERS, Level.INFO)
                    .addKeyValue("order_id", order)
                    .addKeyValue("amount", 2.5 + order % 40)
                    .log("order {} placed: {}", order, good(order));
            checkStock(order);
            pay(order);
        } finally {
            MDC.clear();
        }
    }

    private void checkStock(int order) {
        if (order % 9 == 0) {
            event(STOCK, Level.WARN)
                    .addKeyValue("sku", good(order))
                    .addKeyValue("left", order % 4)
                    .log("only {} of {} left", order % 4, good(order));
        }
    }

    private void pay(int order) {
        try {
            charge(order);
            event(PAYMENTS, Level.INFO)
                    .addKeyValue("order_id", order)
                    .addKeyValue("millis", 20 + order % 70)
                    .log("payment of order {} taken", order);
        } catch (IllegalStateException e) {
            event(PAYMENTS, Level.ERROR)
                    .addKeyValue("order_id", order)
                    .setCause(e)
                    .log("payment of order {} failed", order);
        }
    }

    private void charge(int order) {
        LockSupport.parkNanos(BANK_NANOS);
        if (bankIsAway) {
            event(PAYMENTS, Level.WARN)
                    .addKeyValue("order_id", order)
                    .log("the bank does not answer, order {} is tried again", order);
            throw new IllegalStateException(
                    "the bank did not answer for order " + order, new SocketTimeoutException("connect timed out"));
        }
        if (order % 50 == 0) {
            throw new IllegalStateException(
                    "the bank refused order " + order, new SecurityException("card expired, no retry"));
        }
    }

    private LoggingEventBuilder event(Logger logger, Level level) {
        return logger.atLevel(level).addKeyValue("seq", events.incrementAndGet());
    }

    private static String good(int order) {
        return GOODS.get(order % GOODS.size());
    }

    private static void await(Future<?> work) throws InterruptedException {
        try {
            work.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an order could not be served", e);
        }
    }
}
