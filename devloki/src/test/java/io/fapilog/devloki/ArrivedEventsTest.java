package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivedEventsTest extends FixedTimeServer {
    private static final String TWO =
            event("WARN", "shop.Stock", "only 2 of honey left", "\"sku\":\"honey\",\"left\":2");
    private static final String ONE =
            event("WARN", "shop.Stock", "only 1 of honey left", "\"sku\":\"honey\",\"left\":1");
    private static final String PAID =
            event("INFO", "shop.Till", "paid", "\"amount\":12.50,\"card\":{\"kind\":\"debit\",\"ok\":true}");
    private static final String FAILED =
            event("ERROR", "shop.Till", "payment failed", "\"exception_type\":\"java.io.IOException\"");

    private static String event(String level, String logger, String message, String fields) {
        return "{\"timestamp\":\"2026-11-22T12:00:00Z\",\"level\":\"" + level + "\",\"logger\":\"" + logger
                + "\",\"thread\":\"main\",\"message\":\"" + message + "\"," + fields + "}";
    }

    private enum Level {
        WARN
    }

    @Test
    void inOrder_whenTheEventsArrived_passes() throws Exception {
        push("shop", PAID, TWO, FAILED, ONE);
        loki.events().inOrder("paid", "only 2", "failed", "only 1");
        loki.events().withLevel(Level.WARN).withField("sku", "honey").inOrder("only 2", "only 1");
        loki.events().inOrder("only 2", "only 1");
    }

    @Test
    void inOrder_inTheWrongOrder_namesTheFirstThatIsMissingAndListsTheEvents() throws Exception {
        push("shop", TWO, ONE, PAID);
        assertThatThrownBy(() -> now().withLevel("WARN").inOrder("only 1", "only 2"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        expected, in this order, events with level WARN
                          1. "only 1"
                          2. "only 2"  <- is in none after the event of 1
                        waited 0.0 s; 3 arrived, 2 of them match
                        matching:
                          2026-11-22T12:00:00Z WARN shop.Stock: only 2 of honey left [sku="honey", left=2]
                          2026-11-22T12:00:00Z WARN shop.Stock: only 1 of honey left [sku="honey", left=1]
                        others:
                          2026-11-22T12:00:00Z INFO shop.Till: paid [amount=12.5, card={"kind":"debit","ok":true}]""");
    }

    @Test
    void inOrder_twiceTheSameText_needsTwoEvents() throws Exception {
        push("shop", TWO);
        assertFails(() -> now().inOrder("honey", "honey"));
        loki.clear();
        push("shop", TWO, ONE);
        now().inOrder("honey", "honey");
    }

    @Test
    void inOrder_withoutTexts_isRefused() {
        assertThatThrownBy(() -> now().inOrder()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void inOrder_beforeTheEventsArrive_waitsForThem() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        push("shop", TWO);
        CompletableFuture<Void> assertion = CompletableFuture.runAsync(() -> {
            waiting.countDown();
            loki.events().within(Duration.ofMinutes(1)).inOrder("only 2", "only 1");
        });
        waiting.await();
        assertThat(assertion).isNotCompleted();
        push("shop", PAID);
        push("shop", TWO, ONE);
        assertThatCode(assertion::join).doesNotThrowAnyException();
    }

    @Test
    void first_whenAStalledPushIsReleased_returnsItsEvent() throws Exception {
        loki.script().next(Reply.stall());
        CompletableFuture<Object> push = CompletableFuture.supplyAsync(this::pushTwo);
        CompletableFuture<StoredEntry> first = CompletableFuture.supplyAsync(
                () -> loki.events().within(Duration.ofMinutes(1)).first());
        while (loki.script().stalled() == 0) {
            Thread.onSpinWait();
        }
        loki.script().release();
        assertThat(first.join().line()).isEqualTo(TWO);
        push.join();
    }

    private Object pushTwo() {
        try {
            return push("shop", TWO);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void conditions_narrowByLineMetadataAndLabels() throws Exception {
        push("shop", TWO, ONE, PAID, FAILED);
        assertThat(now().withField("left", 1).list()).hasSize(1);
        assertThat(now().withField("left", 1.0).list()).hasSize(1);
        assertThat(now().withField("left", "1").list()).hasSize(1);
        assertThat(now().withField("left", 3).list()).isEmpty();
        assertThat(now().withField("left").list()).hasSize(2);
        assertThat(now().withField("amount", 12.5).list()).hasSize(1);
        assertThat(now().withField("card.kind", "debit").list()).hasSize(1);
        assertThat(now().withField("card.ok", true).list()).hasSize(1);
        assertThat(now().withField("card.kind.none", "debit").list()).isEmpty();
        assertThat(now().withLogger("shop.Till").list()).hasSize(2);
        assertThat(now().withMessage("honey").withMessage("2").list()).hasSize(1);
        assertThat(now().withException(java.io.IOException.class).list()).hasSize(1);
        assertThat(now().withLabel("app", "shop").list()).hasSize(4);
        assertThat(now().withLabel("app", "other").list()).isEmpty();
        assertThat(now().withTenant("fake").list()).hasSize(4);
        assertThat(now().withTenant("team").list()).isEmpty();
    }

    @Test
    void conditions_onLinesThatAreNotJson_readMetadata() throws Exception {
        new LokiApi(loki.url())
                .push(json(
                        stream(Map.of("app", "x"), List.of(at(1), "plain", Map.of("level", "warn", "trace_id", "7")))));
        now().withLevel("WARN").withField("trace_id", 7).withField("trace_id").inOrder("plain");
        push("x", "level=error {", "{broken", "[1]");
        assertThat(now().withLevel("ERROR").list()).hasSize(1);
        assertThat(now().withMessage("{broken").list()).hasSize(1);
        assertFails(() -> now().withMessage("other").first());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 100})
    void hasSize_otherThanTheNumber_failsWithBoth(int size) throws Exception {
        push("shop", TWO, ONE);
        loki.events().hasSize(2);
        String expected = size == 0 ? "no events" : size == 1 ? "1 event" : size + " events";
        assertThatThrownBy(() -> now().hasSize(size))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("expected " + expected)
                .hasMessageContaining("2 arrived, 2 of them match");
    }

    @Test
    void hasSize_withTooManyEvents_doesNotWait() throws Exception {
        push("shop", TWO, ONE);
        assertFails(() -> loki.events().within(Duration.ofDays(1)).hasSize(1));
        assertFails(() -> loki.events().isEmpty());
        loki.events().withLevel("error").isEmpty();
    }

    @Test
    void failure_withManyLongEvents_isShort() throws Exception {
        String[] lines = new String[1000];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = event("INFO", "a", "event " + i + "\\u001b[31m", "\"text\":\"" + "x".repeat(2000) + "\"");
        }
        push("shop", lines);
        assertThatThrownBy(() -> now().withLevel("WARN").first())
                .hasMessageContaining("others, without the first 980:")
                .hasMessageContaining("event 999")
                .hasMessageNotContaining("event 979")
                .hasMessageNotContaining("\u001b")
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage()).length()).isLessThan(8000));
    }

    @Test
    void failure_afterARefusedPush_hasTheServersWords() throws Exception {
        push("shop", TWO);
        loki.script().next(Reply.status(429, "ingestion rate limit exceeded"));
        push("shop", ONE);
        assertThatThrownBy(() -> now().inOrder("only 2", "only 1"))
                .hasMessageEndingWith("1 of 2 pushes were refused, the last with 429: ingestion rate limit exceeded");
    }

    @Test
    void toString_namesTheConditions() {
        assertThat(loki.events()).hasToString("events");
        assertThat(loki.events().withLevel("WARN").withField("sku", "honey"))
                .hasToString("events with level WARN, field sku = honey");
        assertThat(loki.events().withLevel(String.format(Locale.ROOT, "%s", Level.WARN)))
                .hasToString("events with level WARN");
    }

    private ArrivedEvents now() {
        return loki.events().within(Duration.ZERO);
    }

    private static void assertFails(ThrowingCallable assertion) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageStartingWith("expected");
    }
}
