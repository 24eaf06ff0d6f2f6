package io.fapilog.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts by level, the way from error to error, stack traces and equal errors. */
class ErrorsTest extends PageFixture {
    private static final String STACK = """
            shop.Failed: no tea
            \tat shop.Orders.place(Orders.java:20)
            \tat org.springframework.web.Dispatcher.call(Dispatcher.java:1)
            \tat java.base/java.lang.Thread.run(Thread.java:1583)
            Caused by: java.io.IOException: no leaves
            \tat java.base/java.io.Files.read(Files.java:3)
            \tat shop.Garden.pick(Garden.java:7)
            \t... 2 more
            """;

    @BeforeEach
    void fill() {
        Lines lines = new Lines();
        for (int i = 1; i <= 300; i++) {
            boolean error = i % 100 == 0;
            boolean other = i == 300;
            Map<String, Object> fields = error
                    ? Lines.fields(
                            "ERROR",
                            "shop.Orders",
                            "failure " + i,
                            "exception_type",
                            other ? "shop.Late" : "shop.Failed",
                            "exception_message",
                            "no tea",
                            "exception_hash",
                            other ? "bb" : "aa",
                            "exception_stacktrace",
                            STACK)
                    : Lines.fields(i % 3 == 0 ? "WARN" : "INFO", "shop.Orders", "order " + i);
            lines.event(SHOP, now + i * 1000L, fields);
        }
        lines.push(loki.url());
        open();
        assertThat(row("failure 300")).isVisible();
    }

    private Locator selected() {
        return page.locator(".row[aria-selected=true]");
    }

    @Test
    void levels_counts_areShown() {
        assertThat(page.locator("[data-level=error]")).hasText("error 3");
        assertThat(page.locator("[data-level=warn]")).hasText("warn 99");
        assertThat(page.locator("[data-level=info]")).hasText("info 198");
        assertThat(page.locator("#error-count")).hasText("3");
    }

    @Test
    void keys_e_goFromErrorToError() {
        page.keyboard().press("E");
        assertThat(selected()).containsText("failure 300");
        page.keyboard().press("E");
        assertThat(selected()).containsText("failure 200");
        page.keyboard().press("E");
        assertThat(selected()).containsText("failure 100");
        page.keyboard().press("e");
        assertThat(selected()).containsText("failure 200");
        button("Next error").click();
        assertThat(selected()).containsText("failure 300");
        page.keyboard().press("e");
        assertThat(page.locator("#announcer")).hasText("No later error");
    }

    @Test
    void previousError_olderThanTheList_isLoaded() {
        pushNumbered(1000, 2500);
        assertThat(row("line 2500 ")).isVisible();
        page.reload();
        assertThat(row("line 2500 ")).isVisible();
        page.keyboard().press("E");
        assertThat(selected()).containsText("failure 300");
    }

    @Test
    void stack_libraries_areFoldedAndCausesOpenWithOneClick() {
        row("failure 300").click();
        Locator stack = page.locator(".stack");
        assertThat(stack).containsText("at shop.Orders.place(Orders.java:20)");
        assertThat(stack).not().containsText("Dispatcher.call");
        stack.getByText("2 frames of org.springframework, java.lang").click();
        assertThat(stack).containsText("Dispatcher.call");
        assertThat(stack.getByText("Garden.pick")).isHidden();
        stack.getByText("Caused by: java.io.IOException: no leaves").click();
        assertThat(stack.getByText("Garden.pick")).isVisible();
        assertThat(stack.getByText("... 2 more")).isVisible();
    }

    @Test
    void stack_ownPackages_canBeNamed() {
        row("failure 300").click();
        Locator own = page.getByLabel("The application's own packages");
        own.fill("org.springframework.web");
        own.press("Enter");
        assertThat(page.locator(".stack")).containsText("Dispatcher.call");
        assertThat(page.locator(".stack")).not().containsText("Orders.place");
        waitForAddress("own=org.springframework.web");
    }

    @Test
    void equalErrors_sameHash_areOneGroupWithACount() {
        button("Errors 3").click();
        Locator groups = page.locator(".groups > li");
        assertThat(groups).hasCount(2);
        assertThat(groups.first()).containsText("2×");
        assertThat(groups.first()).containsText("Failed");
        assertThat(groups.first()).containsText("no tea");
        groups.first().locator(".group-count").click();
        assertThat(query()).hasValue("{service_name=~\".+\"} | json | exception_hash=\"aa\"");
        assertThat(rows()).hasCount(2);
    }

    @Test
    void equalErrors_open_showsTheLastOne() {
        button("Errors 3").click();
        button("Open the last Failed").click();
        assertThat(panel()).containsText("failure 200");
        assertThat(selected()).containsText("failure 200");
    }
}
