package io.fapilog.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The live tail. */
class TailTest extends PageFixture {
    /** More than the rows in sight and around them. */
    private static final int MOST_ROWS = 100;

    private void openWithLines() {
        pushNumbered(1, 200);
        open();
        assertThat(row("line 200 ")).isVisible();
    }

    private void scrollUp() {
        page.locator("#list").hover();
        page.mouse().wheel(0, -1500);
        assertThat(button("Paused")).isVisible();
    }

    @Test
    void list_newLines_followsThem() {
        openWithLines();
        pushNumbered(201, 260);
        assertThat(row("line 260 ")).isVisible();
        assertThat(button("Live")).hasAttribute("aria-pressed", "true");
        assertThat(page.locator("#new-lines")).isHidden();
    }

    @Test
    void list_scrolledUp_pausesAndCountsNewLines() {
        openWithLines();
        scrollUp();
        pushNumbered(201, 212);
        assertThat(page.locator("#new-lines")).hasText("12 new ↓");
        assertThat(page.locator("#announcer")).hasText("12 new lines");
        assertThat(row("line 212 ")).hasCount(0);
        page.locator("#new-lines").click();
        assertThat(row("line 212 ")).isVisible();
        assertThat(button("Live")).isVisible();
    }

    @Test
    void list_scrolledBackToTheEnd_followsAgain() {
        openWithLines();
        scrollUp();
        page.mouse().wheel(0, 100_000);
        assertThat(button("Live")).isVisible();
        pushNumbered(201, 230);
        assertThat(row("line 230 ")).isVisible();
    }

    @Test
    void pause_atTheEnd_holdsTheList() {
        openWithLines();
        button("Live").click();
        pushNumbered(201, 260);
        assertThat(page.locator("#new-lines")).hasText("60 new ↓");
        assertThat(row("line 200 ")).isVisible();
        button("Paused").click();
        assertThat(row("line 260 ")).isVisible();
    }

    @Test
    void clear_lines_hidesThemAndKeepsTheData() {
        openWithLines();
        button("Clear").click();
        assertThat(rows()).hasCount(0);
        assertThat(page.locator("#empty")).containsText("the data stays on the server");
        page.waitForURL(Pattern.compile(".*[?&]mark=\\d+.*"));
        assertThat(loki.entries()).hasSize(200);
        button("Show cleared").click();
        assertThat(row("line 200 ")).isVisible();
    }

    @Test
    void server_awayAndBack_goesOnWithoutLoss() {
        openWithLines();
        loki.stop();
        assertThat(page.locator("#connection")).containsText("trying again");
        loki.restart();
        pushNumbered(201, 210);
        assertThat(row("line 210 ")).isVisible();
        assertThat(page.locator("#connection")).isEmpty();
        assertThat(row("line 200 ")).hasCount(1);
    }

    @Test
    void list_scrolledToTheTop_loadsOlderLines() {
        pushNumbered(1, 1500);
        open();
        assertThat(row("line 1500 ")).isVisible();
        page.locator("#list").press("Home");
        assertThat(row("line 501 ")).hasAttribute("aria-selected", "true");
        page.locator("#list").evaluate("list => list.scrollTop = 0");
        assertThat(rows().first()).hasAttribute("aria-setsize", "1500");
    }

    @Test
    void list_manyThousandLines_keepsFewElementsAndDropsTheOldest() {
        open();
        assertThat(page.locator("#empty")).containsText("Nothing has arrived yet");
        for (int i = 0; i < 42; i++) {
            pushNumbered(i * 5000 + 1, (i + 1) * 5000);
        }
        assertThat(row("line 210000 ")).isVisible();
        assertThat(rows().last()).hasAttribute("aria-setsize", "200000");
        assertThat(rows().count()).isLessThan(MOST_ROWS);
        page.locator("#list").evaluate("list => list.scrollTop = list.scrollHeight / 2");
        assertThat(row("line 110010 ")).hasCount(1);
        assertThat(rows().count()).isLessThan(MOST_ROWS);
        assertThat((Integer) page.evaluate("() => document.querySelectorAll('*').length"))
                .isLessThan(2500);
    }
}
