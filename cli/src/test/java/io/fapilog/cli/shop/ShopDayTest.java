package io.fapilog.cli.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShopDayTest {
    private final DemoShop shop = new DemoShop();
    private final ShopDay day = new ShopDay(shop);

    @ParameterizedTest
    @CsvSource({"1, 3", "339, 3", "340, 4", "398, 4", "399, 4", "400, 3", "739, 3", "740, 4"})
    void serve_whileTheBankIsAway_logsAWarningInAddition(int order, int events) {
        day.serve(order);
        assertThat(shop.events()).isEqualTo(events);
    }

    @Test
    void run_ofAnInterruptedThread_ends() {
        Thread.currentThread().interrupt();
        day.run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(shop.events()).isZero();
    }
}
