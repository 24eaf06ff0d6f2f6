package io.fapilog.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

/** The sender's account beside the data, refused events, and faults. */
class ShippingTest extends AccountsFixture {
    private Locator figure(String name) {
        return page.locator(".figures > div").filter(new Locator.FilterOptions().setHasText(name));
    }

    @Test
    void sender_account_isShownWithTheServersWords() {
        answerLikeAServerWithAccounts();
        open("panel", "shipping");
        assertThat(page.locator(".sender h4")).hasText("loki://127.0.0.1:3100 process 4711");
        assertThat(figure("accepted")).containsText("12,090");
        assertThat(figure("delivered")).containsText("11,640");
        assertThat(figure("waiting")).containsText("445");
        assertThat(figure("rejected")).containsText("2");
        assertThat(figure("dropped")).containsText("3");
        assertThat(figure("oldest event")).containsText("12 s");
        assertThat(figure("buffer")).containsText("400.0 KiB");
        assertThat(page.locator(".sender")).containsText("dropped: 3 expired");
        assertThat(page.locator(".sender q"))
                .hasText("429, 2s ago: Ingestion rate limit exceeded <b>for user fake</b>");
        assertThat(page.locator("#shipping-badge")).hasText("3 dropped");
    }

    @Test
    void refusedEvent_reason_standsNextToIt() {
        answerLikeAServerWithAccounts();
        open("panel", "shipping");
        Locator refusal = page.locator(".refusals li");
        assertThat(refusal).containsText("has timestamp too old");
        assertThat(refusal).containsText("400");
        assertThat(refusal).containsText("payment of last year");
        refusal.locator("summary").click();
        assertThat(refusal.locator("pre")).containsText("\"level\":\"INFO\"");
    }

    @Test
    void fault_switchedOn_isShownUntilItIsEnded() {
        answerLikeAServerWithAccounts();
        open("panel", "shipping");
        button("Answer 429 for 30 s").click();
        assertThat(page.locator(".active-faults")).hasText("429 for 30s 30 s left · 3 pushes met it");
        assertThat(page.locator("#shipping-badge")).hasText("1 fault");
        button("Be slow for 30 s").click();
        button("Be away for 30 s").click();
        assertThat(page.locator(".active-faults li")).hasCount(3);
        assertThat(requests).contains("POST 429 for 30s", "POST slow 2s for 30s", "POST away for 30s");
        button("End all faults").click();
        assertThat(page.locator(".active-faults li")).hasCount(0);
    }

    @Test
    void faultsAndRefusals_ofTheServer_areShown() {
        open("panel", "shipping");
        button("Answer 429 for 30 s").click();
        assertThat(page.locator(".active-faults")).containsText("429 for 30s");
        Lines refused = new Lines().add(SHOP, now, "refused by the fault");
        assertThatThrownBy(() -> refused.push(loki.url())).hasMessageContaining("429");
        assertThat(page.locator(".refusals li")).containsText("refused by the fault");
        assertThat(page.locator(".active-faults")).containsText("1 push met it");
        button("End all faults").click();
        assertThat(page.locator(".active-faults li")).hasCount(0);
        loki.script().fault("503 next 2");
        assertThat(page.locator(".active-faults")).hasText("503 next 2 2 pushes left · 0 pushes met it");
        loki.script().clear();
        loki.script().fault("401");
        assertThat(page.locator(".active-faults")).hasText("401 until it is ended · 0 pushes met it");
    }

    @Test
    void endpoints_missing_sayThatTheyAreNotAvailable() {
        page.route("**/_*", route -> answer(route, 404, "404 page not found"));
        open("panel", "shipping");
        assertThat(panel()).containsText("Switching on faults is not available on this server.");
        assertThat(panel()).containsText("The account of senders is not available on this server.");
        assertThat(panel()).containsText("The list of refused events is not available on this server.");
    }
}
