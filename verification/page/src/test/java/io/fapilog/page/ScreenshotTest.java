package io.fapilog.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Makes the pictures of the documentation: {@code -Dscreenshots=true}. */
@EnabledIfSystemProperty(named = "screenshots", matches = "true")
class ScreenshotTest extends AccountsFixture {
    private String trace = "";

    @BeforeEach
    void fill() {
        trace = ShopLog.push(loki.url(), now).failedTrace();
    }

    private void picture(String name) {
        // Of the charts, which are drawn with the next frame.
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(System.getProperty("images"), name)));
    }

    private void openFailure() {
        open("since", "30m", "query", "{env=\"prod\"}");
        assertThat(page.locator("#histogram")).hasAttribute("data-drawn", "true");
        assertThat(rows().first()).isVisible();
        page.locator("body").press("E");
        assertThat(page.locator(".row[aria-selected=true]")).containsText("ERROR");
        page.locator("body").press("o");
        assertThat(panel()).containsText("shop.payments.Payments.charge");
    }

    @Test
    void picture_dark_showsAnError() {
        openFailure();
        picture("page-dark.png");
    }

    @Test
    void picture_light_showsATrace() {
        resize(1280, 800, ColorScheme.LIGHT);
        open("since", "30m", "query", "{env=\"prod\"}", "trace", trace, "panel", "trace");
        assertThat(page.locator("#histogram")).hasAttribute("data-drawn", "true");
        assertThat(panel()).containsText("3 services");
        picture("page-light.png");
    }

    @Test
    void picture_narrow_showsTheList() {
        resize(360, 740, ColorScheme.DARK);
        open("since", "30m");
        assertThat(page.locator("#histogram")).hasAttribute("data-drawn", "true");
        assertThat(rows().first()).isVisible();
        picture("page-narrow.png");
    }

    @Test
    void picture_shipping_showsAnOutage() {
        answerLikeAServerWithAccounts();
        open("since", "30m", "panel", "shipping");
        assertThat(page.locator("#histogram")).hasAttribute("data-drawn", "true");
        button("Answer 429 for 30 s").click();
        assertThat(page.locator(".active-faults")).containsText("429");
        assertThat(panel()).containsText("payment of last year");
        page.mouse().move(0, 0);
        picture("page-shipping.png");
    }
}
