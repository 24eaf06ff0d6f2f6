package io.fapilog.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keys, dark and light. */
class KeyboardTest extends PageFixture {
    @BeforeEach
    void fill() {
        pushNumbered(1, 30);
        open();
        assertThat(row("line 30 ")).isVisible();
    }

    private Locator selected() {
        return page.locator(".row[aria-selected=true]");
    }

    @Test
    void jAndK_moveTheSelection() {
        page.keyboard().press("j");
        assertThat(selected()).containsText("line 30 ");
        page.keyboard().press("k");
        page.keyboard().press("k");
        assertThat(selected()).containsText("line 28 ");
        page.keyboard().press("j");
        assertThat(selected()).containsText("line 29 ");
        assertThat(button("Paused")).isVisible();
    }

    @Test
    void listBox_arrowsAndEnter_openALine() {
        page.locator("#list").focus();
        page.keyboard().press("ArrowUp");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("Enter");
        assertThat(panel()).containsText("line 29");
        String id = selected().getAttribute("id");
        assertThat(page.locator("#list")).hasAttribute("aria-activedescendant", id);
        page.keyboard().press("Escape");
        assertThat(panel()).isHidden();
    }

    @Test
    void slash_focusesTheQueryAndKeysAreTyped() {
        page.keyboard().press("/");
        assertThat(query()).isFocused();
        page.keyboard().type("jkefc?");
        assertThat(query()).hasValue("jkefc?");
        page.keyboard().press("Escape");
        assertThat(query()).hasValue("{service_name=~\".+\"}");
        assertThat(query()).not().isFocused();
    }

    @Test
    void fAndC_pauseAndClear() {
        page.keyboard().press("f");
        assertThat(button("Paused")).isVisible();
        page.keyboard().press("f");
        assertThat(button("Live")).isVisible();
        page.keyboard().press("c");
        assertThat(rows()).hasCount(0);
    }

    @Test
    void questionMark_showsTheKeysAndExamplesThatRun() {
        page.keyboard().press("?");
        Locator help = page.locator("#help-dialog");
        assertThat(help).containsText("next error");
        help.getByText("sum by (detected_level)").click();
        assertThat(help).isHidden();
        assertThat(page.locator("#chart canvas")).isVisible();
    }

    @Test
    void help_examples_areAllValid() {
        page.keyboard().press("?");
        Locator examples = page.locator(".example");
        for (String query : examples.allInnerTexts()) {
            open("query", query);
            assertThat(page.locator("#levels")).containsText("info");
            assertThat(page.locator("#query-error")).isHidden();
            assertThat(query()).hasValue(query);
        }
    }

    @Test
    void theme_followsTheSystemUntilOneIsChosen() {
        Locator root = page.locator("html");
        assertThat(root).hasAttribute("data-theme", "dark");
        page.keyboard().press("d");
        assertThat(root).hasAttribute("data-theme", "light");
        page.reload();
        assertThat(root).hasAttribute("data-theme", "light");
        resize(1280, 800, ColorScheme.LIGHT);
        open();
        assertThat(page.locator("html")).hasAttribute("data-theme", "light");
    }
}
