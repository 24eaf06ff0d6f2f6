package io.fapilog.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.fapilog.devloki.DevLoki;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server and its page in a browser, new for each test. A test fails if the page has an error that it does not expect. */
abstract class PageFixture {
    static final long SECOND = 1_000_000_000L;
    static final Map<String, String> SHOP = Map.of("app", "shop", "env", "test");

    static {
        // The build may have other things to do too.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    final Browser browser = Chromium.browser();
    final DevLoki loki = DevLoki.start();
    final List<String> faults = new ArrayList<>();
    final long now = nanos(Instant.now());
    BrowserContext context;
    Page page;

    PageFixture() {
        context = newContext(1280, 800, ColorScheme.DARK);
        page = newPage();
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * SECOND + time.getNano();
    }

    private BrowserContext newContext(int width, int height, ColorScheme scheme) {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setTimezoneId("UTC")
                .setLocale("en-GB")
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
    }

    /** Goes on in a window of another size. */
    final void resize(int width, int height, ColorScheme scheme) {
        context.close();
        context = newContext(width, height, scheme);
        page = newPage();
    }

    private Page newPage() {
        Page opened = context.newPage();
        opened.setDefaultTimeout(30_000);
        opened.onPageError(faults::add);
        opened.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                faults.add(message.text());
            }
        });
        return opened;
    }

    @BeforeEach
    final void beginWithoutFaults() {
        faults.clear();
    }

    @AfterEach
    final void end() {
        context.close();
        loki.close();
        Assertions.assertThat(faults.stream().filter(each -> !isExpected(each))).isEmpty();
    }

    /** The browser reports answers with an error, and endpoints that this server does not have. */
    private static boolean isExpected(String fault) {
        return fault.startsWith("Failed to load resource") || fault.contains("WebSocket connection");
    }

    /** Opens the page with parameters, name after value. */
    final void open(String... parameters) {
        StringBuilder address = new StringBuilder(loki.url()).append("/?");
        for (int i = 0; i < parameters.length; i += 2) {
            address.append(parameters[i]).append('=');
            address.append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8))
                    .append('&');
        }
        page.navigate(address.substring(0, address.length() - 1));
    }

    final Locator rows() {
        return page.locator(".row");
    }

    final Locator row(String text) {
        return rows().filter(new Locator.FilterOptions().setHasText(text));
    }

    final Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    final Locator query() {
        return page.locator("#query");
    }

    final Locator panel() {
        return page.locator("#panel");
    }

    final Locator chip(String words) {
        return page.locator(".chip").filter(new Locator.FilterOptions().setHasText(words));
    }

    /** Waits for an address that contains a text, percent-encoded. */
    final void waitForAddress(String part) {
        page.waitForURL(Pattern.compile(".*" + Pattern.quote(part) + ".*"));
    }

    /** Pushes lines {@code line FROM} to {@code line TO}, with the number as the field {@code seq}. */
    final void pushNumbered(int from, int to) {
        Lines lines = new Lines();
        for (int i = from; i <= to; i++) {
            lines.event(SHOP, now + i * 1000L, Lines.fields("INFO", "shop.Orders", "line " + i, "seq", i));
        }
        lines.push(loki.url());
    }
}
