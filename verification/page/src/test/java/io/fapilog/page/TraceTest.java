package io.fapilog.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trace across services. */
class TraceTest extends PageFixture {
    private static final String ID = "0af7651916cd43dd8448eb211c80319c";
    private static final Map<String, String> WEB = Map.of("app", "web");
    private static final Map<String, String> BANK = Map.of("app", "bank");

    @BeforeEach
    void fill() {
        Lines lines = new Lines();
        lines.event(WEB, now, Lines.fields("INFO", "web.Http", "request", "trace_id", ID));
        lines.add(BANK, now + 5_000_000, "charged", Map.of("trace_id", ID));
        lines.event(SHOP, now + 1_005_000_000, Lines.fields("ERROR", "shop.Orders", "slow answer", "trace_id", ID));
        lines.event(
                SHOP, now + 2_000_000, Lines.fields("INFO", "shop.Orders", "of another trace", "trace_id", "b" + ID));
        lines.add(WEB, now + 1_006_000_000, "access log with " + ID + " in its text");
        lines.event(SHOP, now + 3_000_000, Lines.fields("INFO", "shop.Orders", "of none"));
        lines.push(loki.url());
    }

    private Locator steps() {
        return page.locator(".trace-line");
    }

    private void showsTheTrace() {
        assertThat(steps()).hasCount(5);
        assertThat(page.locator(".trace-sum")).hasText("5 lines of 3 services in 1.01 s");
        assertThat(steps().nth(0)).containsText("request");
        assertThat(steps().nth(2)).containsText("charged");
        assertThat(steps().nth(2)).containsText("bank");
        assertThat(steps().nth(2)).containsText("+5 ms");
        assertThat(steps().nth(3)).containsText("slow answer");
        assertThat(page.locator(".gap.long")).hasText("1 s");
        assertThat(page.locator(".trace")).not().containsText("of none");
    }

    @Test
    void traceId_click_showsAllServicesInOrderWithGaps() {
        open("query", "{app=\"shop\"}");
        row("slow answer").click();
        panel().getByText(ID).first().click();
        showsTheTrace();
        waitForAddress("trace=" + ID);
    }

    @Test
    void keyT_selectedLine_showsItsTrace() {
        open();
        row("slow answer").click();
        page.keyboard().press("t");
        showsTheTrace();
    }

    @Test
    void traceLine_click_opensALineThatTheListDoesNotShow() {
        open("query", "{app=\"shop\"}", "panel", "trace", "trace", ID);
        steps().nth(2).click();
        assertThat(panel()).containsText("charged");
        assertThat(panel()).containsText("Structured metadata");
    }

    @Test
    void traceId_unknown_saysSo() {
        open("panel", "trace");
        page.getByLabel("Trace id").fill("unknown");
        page.getByLabel("Trace id").press("Enter");
        assertThat(panel()).containsText("No line of the last seven days has this trace id.");
    }
}
