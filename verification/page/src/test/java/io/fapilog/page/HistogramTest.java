package io.fapilog.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The histogram, and metric queries drawn as lines. */
class HistogramTest extends PageFixture {
    private static final long MINUTE = 60 * SECOND;

    @BeforeEach
    void fill() {
        Lines lines = new Lines();
        for (int i = 59; i >= 1; i--) {
            String level = i == 30 ? "ERROR" : "INFO";
            lines.event(SHOP, now - i * MINUTE, Lines.fields(level, "shop.Orders", "minute " + i + "."));
        }
        lines.push(loki.url());
        open();
        assertThat(row("minute 1.")).isVisible();
        assertThat(histogram()).hasAttribute("data-drawn", "true");
    }

    private Locator histogram() {
        return page.locator("#histogram");
    }

    /** Where bars are drawn. */
    private BoundingBox plot() {
        return Objects.requireNonNull(histogram().locator(".u-over").boundingBox());
    }

    private void drag(double from, double to) {
        BoundingBox plot = plot();
        page.mouse().move(plot.x + plot.width * from, plot.y + plot.height / 2);
        page.mouse().down();
        page.mouse().move(plot.x + plot.width * (from + to) / 2, plot.y + plot.height / 2);
        page.mouse().move(plot.x + plot.width * to, plot.y + plot.height / 2);
        page.mouse().up();
    }

    @Test
    void histogram_lines_areCountedByLevel() {
        assertThat(histogram())
                .hasAttribute("aria-label", Pattern.compile("Lines over time by level: 59 lines, 1 error, from .*"));
    }

    @Test
    void histogram_drag_zoomsTheListToo() {
        drag(0.25, 0.75);
        page.waitForURL(Pattern.compile(".*from=.*&to=.*"));
        assertThat(row("minute 30.")).isVisible();
        assertThat(row("minute 1.")).hasCount(0);
        assertThat(row("minute 59.")).hasCount(0);
        assertThat(button("Fixed")).isDisabled();
        button("Back to live").click();
        assertThat(row("minute 1.")).isVisible();
    }

    @Test
    void histogram_zoom_isUndoneByBack() {
        drag(0.25, 0.75);
        assertThat(row("minute 1.")).hasCount(0);
        page.goBack();
        assertThat(row("minute 1.")).isVisible();
    }

    @Test
    void histogram_click_showsThatTimeInTheList() {
        BoundingBox plot = plot();
        page.mouse().click(plot.x + plot.width / 4, plot.y + plot.height / 2);
        assertThat(page.locator(".row[aria-selected=true]")).containsText(Pattern.compile("minute 4[3-7]\\."));
        assertThat(button("Paused")).isVisible();
    }

    @Test
    void histogram_pointed_saysWhatTheBarCounts() {
        BoundingBox plot = plot();
        for (int i = 0; i <= 30 && !bucket().contains("1 error"); i++) {
            page.mouse().move(plot.x + plot.width * (0.4 + i * 0.006), plot.y + plot.height / 2);
        }
        assertThat(bucket()).contains("1 error");
    }

    private String bucket() {
        return page.locator("#bucket").innerText();
    }

    @Test
    void buckets_valuesOnTheGrid_areStackedFromTheWorstLevel() {
        Object stacked = page.evaluate("""
                async () => {
                  const { buckets, stacked } = await import("/histogram.js");
                  const series = [
                    { metric: { detected_level: "info" }, values: [[20, "3"], [30, "1"]] },
                    { metric: { detected_level: "error" }, values: [[20, "2"]] },
                    { metric: {}, values: [[10, "7"], [99, "1"]] },
                  ];
                  const { starts, counts } = buckets(series, 10, 30, 10);
                  return JSON.stringify([starts, counts.error, stacked(counts).at(-1)]);
                }
                """);
        assertThat(stacked).isEqualTo("[[0,10,20],[0,2,0],[7,5,1]]");
    }

    @Test
    void metricQuery_result_isDrawnAsLines() {
        query().fill("sum by (detected_level) (count_over_time({app=\"shop\"}[5m]))");
        query().press("Enter");
        assertThat(page.locator("#chart canvas")).isVisible();
        assertThat(page.locator(".legend tbody tr")).hasCount(2);
        assertThat(page.locator(".legend")).containsText("detected_level=error");
        assertThat(page.locator("#list")).isHidden();
        query().fill("{app=\"shop\"}");
        query().press("Enter");
        assertThat(row("minute 1.")).isVisible();
        assertThat(page.locator("#chart")).isHidden();
    }

    @Test
    void metricQuery_withoutSamples_saysSo() {
        open("query", "rate({app=\"nothing\"}[1m])");
        assertThat(page.locator("#chart")).containsText("The query has no samples in this range.");
    }
}
