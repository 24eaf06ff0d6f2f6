package io.fapilog.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(page.locator(".sender h4")).hasText("payments 4711@pod-7");
        assertThat(figure("accepted")).containsText("12,090");
        assertThat(figure("delivered")).containsText("11,640");
        assertThat(figure("waiting")).containsText("445");
        assertThat(figure("dropped")).containsText("5");
        assertThat(figure("oldest event")).containsText("12 s");
        assertThat(figure("buffer")).containsText("400.0 KiB");
        assertThat(page.locator(".sender")).containsText("dropped: 3 expired, 2 rejected");
        assertThat(page.locator(".sender q")).hasText("429 Ingestion rate limit exceeded <b>for user fake</b>");
        assertThat(page.locator("#shipping-badge")).hasText("5 dropped");
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
    void endpoints_missing_sayThatTheyAreNotAvailable() {
        page.route("**/_*", route -> answer(route, 404, "404 page not found"));
        open("panel", "shipping");
        assertThat(panel()).containsText("Switching on faults is not available on this server.");
        assertThat(panel()).containsText("The account of senders is not available on this server.");
        assertThat(panel()).containsText("The list of refused events is not available on this server.");
    }
}
