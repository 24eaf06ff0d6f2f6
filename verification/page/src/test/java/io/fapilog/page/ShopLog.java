package io.fapilog.page;

import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * The log of a shop of three services over the last half hour, with an incident ten minutes ago: the bank does not
 * answer. Always the same, apart from the time.
 */
final class ShopLog {
    private static final long SECOND = 1_000_000_000L;
    private static final int SECONDS = 1800;
    private static final int INCIDENT = 1150;
    private static final int INCIDENT_END = 1330;
    private static final String[] GOODS = {"tea", "coffee", "mug", "kettle", "honey"};
    private static final Map<String, String> WEB = Map.of("app", "web", "env", "prod");
    private static final Map<String, String> ORDERS = Map.of("app", "orders", "env", "prod");
    private static final Map<String, String> PAYMENTS = Map.of("app", "payments", "env", "prod");

    private static final String STACK = """
            shop.payments.PaymentFailed: payment of order ORDER failed
            \tat shop.payments.Payments.charge(Payments.java:88)
            \tat shop.payments.Payments.pay(Payments.java:41)
            \tat java.base/jdk.internal.reflect.DirectMethodHandleAccessor.invoke(DirectMethodHandleAccessor.java:103)
            \tat org.springframework.aop.support.AopUtils.invokeJoinpointUsingReflection(AopUtils.java:360)
            \tat org.springframework.aop.framework.CglibAopProxy.intercept(CglibAopProxy.java:713)
            \tat shop.payments.PaymentController.post(PaymentController.java:27)
            \tat org.springframework.web.servlet.DispatcherServlet.doDispatch(DispatcherServlet.java:1088)
            \tat org.apache.catalina.core.ApplicationFilterChain.doFilter(ApplicationFilterChain.java:140)
            \tat java.base/java.lang.Thread.run(Thread.java:1583)
            Caused by: java.net.http.HttpTimeoutException: bank.example did not answer in 2 s
            \tat java.net.http/jdk.internal.net.http.HttpClientImpl.send(HttpClientImpl.java:950)
            \tat shop.payments.Bank.charge(Bank.java:52)
            \tat shop.payments.Payments.charge(Payments.java:85)
            \t... 8 common frames omitted
            """;

    private final Random random = new Random(14);
    private final Lines lines = new Lines();
    private final long start;
    private int order = 4700;
    private String firstFailed = "";

    private ShopLog(long now) {
        start = now - SECONDS * SECOND;
    }

    /** Pushes the log, which ends at {@code now} in nanoseconds since 1970. */
    static ShopLog push(String url, long now) {
        ShopLog log = new ShopLog(now);
        for (int second = 1; second < SECONDS; second++) {
            log.second(second);
        }
        log.lines.push(url);
        return log;
    }

    /** The trace of the first payment that failed. */
    String failedTrace() {
        return firstFailed;
    }

    private void second(int second) {
        double rate = 0.45 + 0.25 * Math.sin(second / 170.0) + (second > 1500 ? 0.2 : 0);
        if (random.nextDouble() < rate) {
            order(start + second * SECOND + random.nextInt(900_000_000), isIncident(second));
        }
    }

    private static boolean isIncident(int second) {
        return second > INCIDENT && second < INCIDENT_END;
    }

    private void order(long nanos, boolean incident) {
        order++;
        String trace = String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong());
        String good = GOODS[order % GOODS.length];
        long at = nanos;
        event(WEB, at, trace, "INFO", "shop.web.Http", "POST /orders", "customer", "c-" + order % 97);
        at += millis(3, 12);
        event(
                ORDERS,
                at,
                trace,
                "INFO",
                "shop.orders.Orders",
                "order " + order + " placed: " + good,
                "order_id",
                order);
        at += millis(2, 8);
        if (order % 6 == 0) {
            event(
                    ORDERS,
                    at,
                    trace,
                    "WARN",
                    "shop.orders.Stock",
                    "only " + order % 4 + " of " + good + " left",
                    "sku",
                    good);
        }
        if (order % 3 == 0) {
            event(ORDERS, at + 400_000, trace, "DEBUG", "shop.orders.Prices", "price list of today", "entries", 312);
        }
        boolean fails = incident && order % 3 != 0;
        at += fails ? millis(2000, 30) : millis(18, 70);
        pay(at, trace, fails);
        at += millis(2, 9);
        int status = fails ? 502 : 201;
        event(
                WEB,
                at,
                trace,
                fails ? "WARN" : "INFO",
                "shop.web.Http",
                "answered " + status,
                "status",
                status,
                "millis",
                (at - nanos) / 1_000_000);
    }

    private void pay(long at, String trace, boolean fails) {
        if (!fails) {
            event(
                    PAYMENTS,
                    at,
                    trace,
                    "INFO",
                    "shop.payments.Payments",
                    "payment of order " + order + " taken",
                    "order_id",
                    order,
                    "amount",
                    2.5 + order % 40);
            return;
        }
        firstFailed = firstFailed.isEmpty() ? trace : firstFailed;
        boolean declined = order % 5 == 0;
        String type = declined ? "shop.payments.CardDeclined" : "shop.payments.PaymentFailed";
        String stack = STACK.replace("ORDER", Integer.toString(order));
        event(
                PAYMENTS,
                at,
                trace,
                "ERROR",
                "shop.payments.Payments",
                "payment of order " + order + " failed",
                "order_id",
                order,
                "exception_type",
                type,
                "exception_message",
                declined ? "card expired" : "payment of order " + order + " failed",
                "exception_hash",
                declined ? "57da82ba6cfbda74" : "aac0b64f5629c6e0",
                "exception_stacktrace",
                declined ? stack.replace("PaymentFailed", "CardDeclined") : stack);
    }

    private long millis(int least, int spread) {
        return (least + random.nextInt(spread)) * 1_000_000L + random.nextInt(1_000_000);
    }

    private void event(
            Map<String, String> labels,
            long nanos,
            String trace,
            String level,
            String logger,
            String message,
            Object... more) {
        Map<String, Object> fields = Lines.fields(level, logger, message, more);
        fields.put("trace_id", trace);
        lines.event(labels, nanos, fields);
    }
}
