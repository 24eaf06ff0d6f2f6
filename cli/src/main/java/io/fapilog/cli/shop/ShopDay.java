package io.fapilog.cli.shop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A day in the shop, without an end: five orders a second, and now and then a bank that does not answer for a while. Its
 * events depend only on the number of the order.
 */
public final class ShopDay implements Runnable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** The orders from one outage of the bank to the next: 80 seconds. */
    private static final int PERIOD = 400;
    /** The orders during an outage: 12 seconds. */
    private static final int OUTAGE = 60;

    private final DemoShop shop;

    /** A day in {@code shop}. */
    public ShopDay(DemoShop shop) {
        this.shop = shop;
    }

    /** Serves orders until the thread is interrupted. */
    @Override
    public void run() {
        for (int order = 1; !Thread.currentThread().isInterrupted(); order++) {
            serve(order);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    void serve(int order) {
        shop.bankIsAway(order % PERIOD >= PERIOD - OUTAGE);
        shop.serve(order);
    }
}
