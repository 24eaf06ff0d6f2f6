package io.fapilog.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fields, filters and the LogQL they make. */
class FilterTest extends PageFixture {
    @BeforeEach
    void fill() {
        Lines lines = new Lines();
        for (int i = 1; i <= 20; i++) {
            Map<String, Object> fields = Lines.fields(
                    i % 5 == 0 ? "WARN" : "INFO",
                    "shop.Orders",
                    "order " + i,
                    "customer",
                    i % 2 == 0 ? "ann" : "bob \"b\"");
            fields.put("app", "inner");
            fields.put("cart", Map.of("items", i));
            lines.add(SHOP, now + i * 1000L, json(fields), Map.of("region", i % 2 == 0 ? "eu" : "us"));
        }
        lines.push(loki.url());
    }

    private static String json(Map<String, Object> fields) {
        return new tools.jackson.databind.json.JsonMapper().writeValueAsString(fields);
    }

    private void openLine(String text) {
        open();
        row(text).click();
        assertThat(panel()).containsText(text);
    }

    private void runQuery(String text) {
        query().fill(text);
        query().press("Enter");
    }

    @Test
    void field_filter_becomesAChipAndLogQl() {
        openLine("order 20 ");
        button("Filter for customer ann").click();
        assertThat(query()).hasValue("{service_name=~\".+\"} | json | customer=\"ann\"");
        assertThat(chip("customer is ann")).isVisible();
        assertThat(row("order 18 ")).isVisible();
        assertThat(row("order 19 ")).hasCount(0);
    }

    @Test
    void field_withQuotes_isFiltered() {
        openLine("order 19 ");
        button("Filter for customer bob \"b\"").click();
        assertThat(query()).hasValue("{service_name=~\".+\"} | json | customer=`bob \"b\"`");
        assertThat(row("order 17 ")).isVisible();
        assertThat(row("order 18 ")).hasCount(0);
    }

    @Test
    void field_exclude_leavesTheOthers() {
        openLine("order 20 ");
        button("Exclude customer ann").click();
        assertThat(query()).hasValue("{service_name=~\".+\"} | json | customer!=\"ann\"");
        assertThat(row("order 19 ")).isVisible();
        assertThat(row("order 20 ")).hasCount(0);
    }

    @Test
    void nestedField_filter_usesTheNameOfLoki() {
        openLine("order 20 ");
        button("Filter for cart_items 20").click();
        assertThat(row("order 20 ")).isVisible();
        assertThat(rows()).hasCount(1);
    }

    @Test
    void label_filter_goesIntoTheSelector() {
        openLine("order 20 ");
        button("Filter for env test").click();
        assertThat(query()).hasValue("{env=\"test\"}");
        assertThat(row("order 20 ")).isVisible();
    }

    @Test
    void metadata_filter_needsNoParser() {
        openLine("order 20 ");
        button("Filter for region eu").click();
        assertThat(query()).hasValue("{service_name=~\".+\"} | region=\"eu\"");
        assertThat(row("order 20 ")).isVisible();
        assertThat(row("order 19 ")).hasCount(0);
    }

    @Test
    void fieldNamedAsALabel_filter_usesTheExtractedName() {
        openLine("order 20 ");
        button("Filter for app inner").click();
        assertThat(query()).hasValue("{service_name=~\".+\"} | json | app_extracted=\"inner\"");
        assertThat(row("order 20 ")).isVisible();
    }

    @Test
    void field_column_isShownAndRemoved() {
        openLine("order 20 ");
        button("Column customer").click();
        assertThat(page.locator("#list-head")).containsText("customer");
        assertThat(row("order 20 ").locator(".column")).hasText("ann");
        waitForAddress("columns=customer");
        button("Remove the column customer").click();
        assertThat(page.locator(".column")).hasCount(0);
    }

    @Test
    void field_copy_copiesTheValue() {
        openLine("order 19 ");
        button("Copy customer bob \"b\"").click();
        assertThat(page.locator("#toast")).hasText("Value copied");
        org.assertj.core.api.Assertions.assertThat(page.evaluate("() => navigator.clipboard.readText()"))
                .isEqualTo("bob \"b\"");
    }

    @Test
    void chip_switchedOff_keepsTheFilterAside() {
        open("query", "{app=\"shop\"} | json | customer=\"ann\"");
        assertThat(row("order 20 ")).isVisible();
        chip("customer is ann").locator(".toggle").click();
        assertThat(query()).hasValue("{app=\"shop\"}");
        assertThat(row("order 19 ")).isVisible();
        chip("customer is ann").locator(".toggle").click();
        assertThat(row("order 19 ")).hasCount(0);
        button("Remove the filter customer is ann").click();
        assertThat(row("order 19 ")).isVisible();
        assertThat(page.locator(".chip")).hasCount(1);
    }

    @Test
    void form_nameAndValue_addsAFilter() {
        open();
        page.locator("#add-filter > summary").click();
        page.getByLabel("Name").fill("customer");
        page.getByLabel("Condition").selectOption("!=");
        page.getByLabel("Value").fill("ann");
        page.locator("#add-filter").getByRole(AriaRole.BUTTON).click();
        assertThat(query()).hasValue("{service_name=~\".+\"} | json | customer!=\"ann\"");
        assertThat(row("order 20 ")).hasCount(0);
    }

    @Test
    void query_written_becomesChipsAndWords() {
        open();
        runQuery("{app=\"shop\"} |= \"order\" | json | customer=~\"a.*\"");
        assertThat(page.locator(".chip")).hasCount(3);
        assertThat(page.locator("#explained"))
                .hasText(
                        Pattern.compile(
                                "streams whose app is shop\\s*→\\s*lines containing order\\s*→\\s*read as JSON\\s*→\\s*whose customer matches a.*"));
        assertThat(row("order 20 ")).isVisible();
        assertThat(row("order 19 ")).hasCount(0);
    }

    @Test
    void query_beyondFilters_isKeptAndExtended() {
        open();
        String written = "{app=\"shop\"} | json | line_format \"{{.customer}} bought {{.cart_items}}\"";
        runQuery(written);
        assertThat(row("ann bought 20")).isVisible();
        row("ann bought 20").click();
        button("Filter for region eu").click();
        assertThat(query()).hasValue(written + " | region=\"eu\"");
        assertThat(row("bought 19")).hasCount(0);
        assertThat(row("bought 18")).isVisible();
    }

    @Test
    void query_plainText_searchesForIt() {
        open();
        runQuery("order 7");
        assertThat(query()).hasValue("{service_name=~\".+\"} |= \"order 7\"");
        assertThat(rows()).hasCount(1);
        assertThat(row("order 7 ")).isVisible();
    }

    @Test
    void query_wrong_showsTheErrorInPlaceAndKeepsTheText() {
        open();
        assertThat(row("order 20 ")).isVisible();
        runQuery("{app=shop}");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("parse error at line 1, col 6");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("     ^ parse error");
        assertThat(query()).hasValue("{app=shop}");
        assertThat(query()).hasAttribute("aria-invalid", "true");
        runQuery("{app=\"shop\"}");
        assertThat(page.getByRole(AriaRole.ALERT, new Page.GetByRoleOptions().setIncludeHidden(true)))
                .isHidden();
        assertThat(row("order 20 ")).isVisible();
    }

    @Test
    void level_button_showsThatLevelAlone() {
        open();
        page.locator("[data-level=warn]").click();
        assertThat(query()).hasValue("{service_name=~\".+\"} | detected_level=\"warn\"");
        assertThat(rows()).hasCount(4);
        page.locator("[data-level=warn]").click();
        assertThat(rows()).hasCount(20);
    }
}
