package io.fapilog.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldNamesTest {
    private final FieldNames names = new FieldNames(true, List.of());

    @Test
    void isMasked_namesOfCredentials_areMasked() {
        String all = """
                password PASSWORD userPassword db.password DB_PASSWORD passwd pwd dbPwd DBPwd passphrase secret
                client_secret clientSecret token access_token accessToken X-Auth-Token api_key apikey apiKey APIKey
                X-Api-Key access_key authorization Authorization Proxy-Authorization cookie Set-Cookie cookies private_key
                privateKey session session_id sessionId JSESSIONID PHPSESSID http.session credential credentials password2
                token_1 sslpassword user[password] bearer jwt otp AccountKey secretAccessKey spring.datasource.password
                password_
                """;

        assertThat(all.split("\\s+")).allMatch(names::isMasked);
        assertThat(names.isMasked("x api key")).isTrue();
    }

    @Test
    void isMasked_otherNames_areLetThrough() {
        String all = """
                token_count password_changed_at tokens_used session_duration cookie_consent secretary tokenizer max_tokens
                passwordResetRequired token_type public_key access_key_id has_password isSecret obsession possession
                preauthorization sessions authority user trace_id _ 1 keyboard monkey compass \uD83D 認証
                """;

        assertThat(all.split("\\s+")).noneMatch(names::isMasked);
        assertThat(names.isMasked("")).isFalse();
    }

    @Test
    void isMasked_patterns_ignoreCaseAndSeparators() {
        FieldNames own = new FieldNames(false, List.of("*ssn*", "birth_date"));

        assertThat(List.of("ssn", "customerSSN", "ssn-last-four", "birthDate", "BIRTH.DATE"))
                .allMatch(own::isMasked);
        assertThat(List.of("password", "birth_date_known", "s_n")).noneMatch(own::isMasked);
    }

    @Test
    void isMasked_excludedName_isLetThroughWhateverElseMatches() {
        FieldNames own = new FieldNames(true, List.of("!page_token", "page*"));

        assertThat(own.isMasked("pageToken")).isFalse();
        assertThat(own.isMasked("page_number")).isTrue();
        assertThat(own.isMasked("token")).isTrue();
    }

    @Test
    void isMasked_moreNamesThanAreKept_areDecidedAlike() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 2_000; i++) {
                assertThat(names.isMasked("a" + i + "_token")).isTrue();
                assertThat(names.isMasked("token_a" + i + "b")).isFalse();
            }
        }
        assertThat(names.isMasked("x".repeat(1 << 20) + "_password")).isTrue();
        assertThat(names.isMasked("password" + "x".repeat(1 << 20))).isFalse();
    }
}
