package io.fapilog.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever a line contains is text. */
class HostileLinesTest extends PageFixture {
    private static final String ESCAPE = "\u001b";
    private static final String MARKUP =
            "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script><b>bold</b>";

    private void push(String line) {
        new Lines().add(SHOP, now, line).push(loki.url());
        open();
        assertThat(rows()).hasCount(1);
    }

    /** Whether nothing of the line has become a part of the page. */
    private void isText() {
        assertThat(page.locator("#list b, #list img, #list script, #panel b, #panel img, #panel script"))
                .hasCount(0);
        assertThat(page).hasTitle("DevLoki");
    }

    @Test
    void markup_inMessageNamesAndValues_isText() {
        Map<String, Object> fields = Lines.fields(
                "ERROR",
                MARKUP,
                MARKUP,
                MARKUP,
                MARKUP,
                "exception_type",
                MARKUP,
                "exception_message",
                MARKUP,
                "exception_hash",
                MARKUP,
                "exception_stacktrace",
                MARKUP + "\n\tat a.B.c(" + MARKUP + ")",
                "trace_id",
                MARKUP);
        new Lines().event(Map.of("app", MARKUP), now, fields).push(loki.url());
        open("columns", "exception_hash", "own", MARKUP, "query", "{app!=\"" + MARKUP.replace("\"", "\\\"") + "x\"}");
        assertThat(row("<b>bold</b>")).hasCount(1);
        rows().first().click();
        assertThat(panel()).containsText("<b>bold</b>");
        isText();
        page.keyboard().press("t");
        assertThat(page.locator(".trace-line")).containsText("<b>bold</b>");
        isText();
        button("Errors 1").click();
        assertThat(page.locator(".groups > li")).containsText("<b>bold</b>");
        isText();
        open("query", "sum by (app) (count_over_time({app=~\".+\"}[1m]))");
        assertThat(page.locator(".legend")).containsText("<b>bold</b>");
        isText();
    }

    @Test
    void plainMarkup_isText() {
        push(MARKUP);
        rows().first().click();
        assertThat(panel().locator("pre.message")).hasText(MARKUP);
        isText();
    }

    @Test
    void terminalEscapes_areShownByName() {
        push(ESCAPE + "[31mred" + ESCAPE + "]0;title\u0007\r\u0000end");
        assertThat(rows().first()).containsText("␛[31mred␛]0;title␇␍␀end");
    }

    @Test
    void marksOfDirection_areShownAndDoNotReorder() {
        push("user \u202egnp.exe\u202c and \u2066isolate and \u200bzero \u05d0\u05d1");
        assertThat(rows().first())
                .containsText("user U+202Egnp.exeU+202C and U+2066isolate and U+200Bzero \u05d0\u05d1");
        rows().first().click();
        assertThat(panel()).containsText("U+202Egnp.exeU+202C");
    }

    @Test
    void lineOf240KiB_isCutUntilItIsAskedFor() {
        String line = "start " + "x".repeat(240 * 1024) + " end";
        push(line);
        assertThat(rows().first().locator(".message")).hasText("start " + "x".repeat(594) + "…");
        rows().first().click();
        assertThat(panel()).not().containsText(" end");
        button("Show all 240.0 KiB").click();
        assertThat(panel().locator("pre.message")).hasText(line);
    }

    @Test
    void lineWithAThousandFields_showsThemWhenAskedFor() {
        Map<String, Object> fields = new LinkedHashMap<>(Lines.fields("INFO", "shop.Orders", "many"));
        for (int i = 1; i <= 996; i++) {
            fields.put("field." + i, i);
        }
        new Lines().event(SHOP, now, fields).push(loki.url());
        open();
        row("many").click();
        assertThat(panel().locator(".fields").first().locator("tr")).hasCount(60);
        button("Show 940 more fields").click();
        assertThat(panel().locator(".fields").first().locator("tr")).hasCount(1000);
        button("Filter for field_996 996").click();
        assertThat(row("many")).hasCount(1);
    }

    @Test
    void numbers_beyondADouble_keepTheirDigits() {
        push("{\"message\":\"big\",\"id\":12345678901234567890,\"exact\":1.0}");
        assertThat(rows().first()).containsText("id=12345678901234567890 exact=1.0");
        rows().first().click();
        button("Filter for id 12345678901234567890").click();
        assertThat(row("big")).hasCount(1);
    }

    @Test
    void strangeJson_isShown() {
        Lines lines = new Lines();
        String[] strange = {
            "{",
            "{}",
            "[1,2]",
            "null",
            "{\"__proto__\":{\"polluted\":1}}",
            "{\"a\":" + "[".repeat(2000),
            "\"\\ud800\"",
            ""
        };
        for (int i = 0; i < strange.length; i++) {
            lines.add(SHOP, now + i, strange[i]);
        }
        lines.push(loki.url());
        open();
        assertThat(rows()).hasCount(strange.length);
        for (int i = 0; i < strange.length; i++) {
            rows().nth(i).click();
            assertThat(panel()).containsText("Labels of the stream");
        }
        assertThat(page.evaluate("() => ({}).polluted === undefined")).isEqualTo(true);
    }

    @Test
    void page_requests_stayOnTheServer() {
        page.onRequest(request -> assertThat(request.url()).startsWith(loki.url()));
        push(MARKUP);
        Object executed = page.evaluate("""
                () => {
                  const script = document.createElement("script");
                  script.textContent = "document.title = 'owned'";
                  document.body.append(script);
                  return document.title;
                }
                """);
        assertThat(executed).isEqualTo("DevLoki");
        assertThat(faults).anyMatch(each -> each.contains("Content Security Policy"));
        faults.clear();
    }
}
