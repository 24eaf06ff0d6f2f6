package io.fapilog.verification.peers;

/** What all pipelines log: a line of 260 bytes with two entries of the context and four arguments. */
final class Shop {
    static final String LOGGER = "com.acme.shop.checkout.Orders";
    static final String PATTERN = "order {} accepted: {} items for {} from warehouse {}";
    /** What is before and behind the number of an order in its message. */
    static final String BEFORE = "order ";

    static final String BEHIND = " accepted: ";
    static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    static final String USER = "c-58129";

    private Shop() {}

    /** Where the receiver takes the pushes of Loki's clients. */
    static String push(int port) {
        return "http://127.0.0.1:" + port + "/loki/api/v1/push";
    }

    /** The sink of fapilog: it waits for room instead of dropping. */
    static String sink(int port) {
        return "loki://127.0.0.1:" + port + "?labels=app=shop&overflow=block&block_timeout=60s";
    }
}
