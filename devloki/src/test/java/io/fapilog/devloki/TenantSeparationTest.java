package io.fapilog.devloki;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantSeparationTest extends FixedTimeServer {

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
                a/b       → 400 → tenant ID 'a/b' contains unsupported character '/'
                ..        → 400 → tenant ID is '.' or '..'
                a|b       → 400 → multiple org IDs present
                """)
    void auth_invalidTenant_isRefused(String tenant, int status, String text) throws Exception {
        restarted(DevLoki.builder().authEnabled(true));
        HttpResponse<String> response = new LokiApi(loki.url(), "X-Scope-OrgID", tenant).push(body("x", "a"));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(text + "\n");
        assertThat(new LokiApi(loki.url(), "X-Scope-OrgID", "a".repeat(151))
                        .push(body("x", "a"))
                        .body())
                .isEqualTo("tenant ID is too long: max 150 characters\n");
    }

    @Test
    void auth_withoutTenant_is401() throws Exception {
        LokiApi api = restarted(DevLoki.builder().authEnabled(true));
        HttpResponse<String> response = api.push(body("x", "a"));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("no org id\n");
        assertThat(api.get("/loki/api/v1/labels").statusCode()).isEqualTo(401);
        assertThat(api.get("/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void auth_severalTenants_readTheirOwnEntriesOnly() throws Exception {
        restarted(DevLoki.builder().authEnabled(true));
        LokiApi one = new LokiApi(loki.url(), "X-Scope-OrgID", "one");
        LokiApi two = new LokiApi(loki.url(), "X-Scope-OrgID", "two:sub");
        one.push(body("x", "of one"));
        two.push(body("x", "of two"));
        long start = Long.parseLong(at(-1));
        assertThat(one.lines("{app=\"x\"}", start, start + 10)).containsExactly("of one");
        assertThat(two.lines("{app=\"x\"}", start, start + 10)).containsExactly("of two");
        assertThat(loki.entries()).extracting(StoredEntry::tenant).containsExactlyInAnyOrder("one", "two");
        assertThat(loki.pushes()).extracting(ReceivedPush::tenant).containsExactly("one", "two");
    }

    @Test
    void auth_off_ignoresTheTenantHeader() throws Exception {
        new LokiApi(loki.url(), "X-Scope-OrgID", "a/b").push(body("x", "a"));
        assertThat(loki.entries()).extracting(StoredEntry::tenant).containsExactly("fake");
    }
}
