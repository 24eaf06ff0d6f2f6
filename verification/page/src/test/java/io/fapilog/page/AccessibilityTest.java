package io.fapilog.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as axe sees it, dark and light, wide and narrow. */
class AccessibilityTest extends AccountsFixture {
    private void isAccessible(String what) {
        List<String> violations = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .map(each -> each.getId() + " " + each.getNodes())
                        .toList();
        assertThat(violations).as(what).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1280, DARK", "1280, LIGHT", "360, DARK", "360, LIGHT"})
    void page_allPanels_hasNoViolation(int width, ColorScheme scheme) {
        resize(width, 800, scheme);
        answerLikeAServerWithAccounts();
        String trace = ShopLog.push(loki.url(), now).failedTrace();
        open("since", "30m", "query", "{env=\"prod\"} | json | order_id!=\"1\"", "columns", "order_id");
        assertThat(page.locator("#histogram")).hasAttribute("data-drawn", "true");
        assertThat(rows().first()).isVisible();
        isAccessible("the list");
        fitsTheWidth(width);
        page.keyboard().press("E");
        assertThat(page.locator(".row[aria-selected=true]")).containsText("ERROR");
        page.keyboard().press("o");
        assertThat(panel()).containsText("Payments.charge");
        isAccessible("a line");
        fitsTheWidth(width);
        for (String[] each :
                new String[][] {{"errors", "CardDeclined"}, {"trace", "3 services"}, {"shipping", "process 4711"}}) {
            open("since", "30m", "panel", each[0], "trace", trace);
            assertThat(panel()).containsText(each[1]);
            isAccessible(each[0]);
            fitsTheWidth(width);
        }
        open("query", "sum by (app) (count_over_time({env=\"prod\"}[1m]))", "since", "30m");
        assertThat(page.locator(".legend")).containsText("app=orders");
        page.keyboard().press("?");
        assertThat(page.locator("#help-dialog")).isVisible();
        isAccessible("the help");
        open("query", "{");
        assertThat(page.locator("#query-error")).isVisible();
        isAccessible("an error");
    }

    /** No part of the page is cut off at the right. */
    private void fitsTheWidth(int width) {
        for (Locator each : page.locator("header button, header select, header summary, #query-form button, #panel")
                .all()) {
            if (each.isVisible()) {
                var box = each.boundingBox();
                assertThat(box == null ? 0 : box.x + box.width)
                        .as(each.toString())
                        .isLessThanOrEqualTo(width);
            }
        }
    }
}
