package io.fapilog.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state in the address, and what can be taken out. */
class AddressTest extends PageFixture {
    @Test
    void address_openedElsewhere_showsTheSame() {
        pushNumbered(1, 50);
        open("query", "{app=\"shop\"} |= \"line 4\"");
        row("line 43 ").click();
        button("Exclude seq 43").click();
        assertThat(row("line 43 ")).hasCount(0);
        row("line 42 ").click();
        button("Column seq").click();
        chip("line contains line 4").locator(".toggle").click();
        assertThat(row("line 50 ")).isVisible();
        String address = page.url();
        Page other = context.newPage();
        other.navigate(address);
        assertThat(other.locator(".row").first()).hasAttribute("aria-setsize", "49");
        assertThat(other.locator(".chip")).hasCount(3);
        assertThat(other.locator(".chip.off")).containsText("line contains line 4");
        assertThat(other.locator("#list-head")).containsText("seq");
        assertThat(other.locator(".row[aria-selected=true]")).containsText("line 42");
        assertThat(other.locator("#panel")).containsText("shop.Orders");
    }

    @Test
    void address_hostile_isLeftOut() {
        pushNumbered(1, 3);
        open(
                "off",
                "[[1],{},[\"field\",\"a b\",\"=\",\"x\"]]",
                "and",
                "{",
                "mark",
                "-1",
                "from",
                "x",
                "panel",
                "constructor",
                "since",
                "1000y",
                "line",
                "<script>");
        assertThat(rows()).hasCount(3);
        assertThat(page.locator(".chip")).hasCount(0);
    }

    @Test
    void address_random_survivesARoundTrip() {
        open();
        Object failed = page.evaluate("""
                async seed => {
                  const { fromAddress, toAddress, initial, queryOf } = await import("/state.js");
                  const { build, parse } = await import("/logql.js");
                  let state = seed;
                  const next = n => (state = (state * 1103515245 + 12345) % 2147483648) % n;
                  const characters = [..."ab\\"\\\\`{}|=~! \\n\\t\\u00e4\\u202e\\ud83d\\ude00&?#%+"];
                  const text = () => Array.from({ length: next(8) }, () => characters[next(characters.length)]).join("");
                  const filter = () => {
                    const kind = ["label", "line", "meta", "field"][next(4)];
                    const op = kind === "line" ? ["|=", "!=", "|~", "!~"][next(4)] : ["=", "!=", "=~", "!~"][next(4)];
                    return { kind, name: kind === "line" ? "" : "n" + next(5), op, value: text(), on: true };
                  };
                  for (let i = 0; i < 2000; i++) {
                    const filters = Array.from({ length: next(5) }, filter);
                    const query = build(filters);
                    const read = parse(query);
                    if (!read || build(read) !== query) {
                      return "parse: " + query;
                    }
                    const given = { ...initial(), filters: read, columns: ["a"], own: text(), trace: text() };
                    const off = { ...given, filters: [...read, ...filters.map(each => ({ ...each, on: false }))] };
                    const got = fromAddress("?" + toAddress(off));
                    if (JSON.stringify(got) !== JSON.stringify(off)) {
                      return "address: " + JSON.stringify([got, off]);
                    }
                  }
                  return "";
                }
                """, 14);
        assertThat(failed).isEqualTo("");
    }

    @Test
    void export_lines_areJsonLines(@TempDir Path folder) throws IOException {
        pushNumbered(1, 30);
        open();
        assertThat(row("line 30 ")).isVisible();
        page.locator("#export > summary").click();
        Download download =
                page.waitForDownload(() -> button("Download as JSON lines").click());
        assertThat(download.suggestedFilename()).isEqualTo("devloki.jsonl");
        Path file = folder.resolve("lines");
        download.saveAs(file);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(30);
        assertThat(lines.get(0))
                .contains("\"timestamp\":\"" + (now + 1000) + "\"")
                .contains("line 1");
    }

    @Test
    void export_logQlAndLink_areCopied() {
        open("query", "{app=\"shop\"} |= \"it's\"");
        assertThat(export("Copy LogQL")).isEqualTo("{app=\"shop\"} |= \"it's\"");
        assertThat(export("Copy link to this view")).isEqualTo(page.url());
    }

    @Test
    void export_curl_runsTheQuery() throws Exception {
        pushNumbered(1, 5);
        open("query", "{app=\"shop\"} |= `line 4` != `it's`");
        assertThat(row("line 4 ")).isVisible();
        String command = export("Copy as curl");
        assertThat(command).startsWith("curl -G '" + loki.url() + "/loki/api/v1/query_range' --data-urlencode ");
        Process curl;
        try {
            curl = new ProcessBuilder("sh", "-c", "command -v curl >/dev/null || exit 77; " + command).start();
        } catch (IOException e) {
            // Not a POSIX system.
            return;
        }
        String answer = new String(curl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        if (curl.exitValue() != 77) {
            assertThat(answer).contains("line 4").doesNotContain("line 3");
        }
    }

    private String export(String name) {
        page.locator("#export > summary").click();
        button(name).click();
        assertThat(page.locator("#toast")).containsText("copied");
        return (String) page.evaluate("() => navigator.clipboard.readText()");
    }
}
