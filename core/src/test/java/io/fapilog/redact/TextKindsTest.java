package io.fapilog.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kinds that are off by default. */
class TextKindsTest {
    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSM_eKKF2-4fw";
    private static final String AWS = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Authorization: Bearer abc | Authorization: Bearer ***",
                "authorization=Basic dTpw, x | authorization=Basic ***, x",
                "{\"Authorization\":[\"token abc\"]} | {\"Authorization\":[\"token ***\"]}",
                "Proxy-Authorization: BASIC dTpw== end | Proxy-Authorization: BASIC *** end",
                "sent Bearer abcdefghij1234567890 | sent Bearer ***",
                "use " + JWT + " now | use *** now",
                "[" + JWT + "] | [***]",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0. end | *** end",
                "ghp_abcdefghijklmnopqrstuvwxyz0123456789 | ***",
                "x=gho_abcdefghijklmnopqrstuvwxyz0123456789; | x=***;",
                "ghu_abcdefghijklmnopqrstuvwxyz0123456789 | ***",
                "ghs_abcdefghijklmnopqrstuvwxyz0123456789 | ***",
                "ghr_abcdefghijklmnopqrstuvwxyz0123456789 | ***",
                "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz | ***",
                "glpat-abcdefghij-1234567890 x | *** x",
                "key AKIAIOSFODNN7EXAMPLE. | key ***.",
                "ASIAIOSFODNN7EXAMPLE | ***",
                "aws_secret_access_key=" + AWS + " | aws_secret_access_key=***",
                "\"AWS_SECRET_KEY\": \"" + AWS + "\" | \"AWS_SECRET_KEY\": \"***\"",
                "AIzaSyA1234567890abcdefghijklmnopqrstuv | ***",
                "ya29.a0AfH6SMBabcdefghijklmnop | ***",
                "xoxb-1234567890-abc | ***",
                "xoxa-1234567890-abc xoxp-1234567890 xoxr-1234567890 xoxs-1234567890 | *** *** *** ***",
                "https://hooks.slack.com/services/T0/B0/abc ok | https://hooks.slack.com/*** ok",
                "sk_live_abcdefghij0123 rk_live_abcdefghij0123 | *** ***",
            })
    void tokens_areMasked(String text, String masked) {
        assertThat(Redactions.mask(text, "redact=tokens")).isEqualTo(masked);
        assertThat(Redactions.mask(masked, "redact=tokens")).isSameAs(masked);
        assertThat(Redactions.mask("日本 " + text, "redact=tokens")).isEqualTo("日本 " + masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer token missing",
                "Basic authentication failed for user 1234",
                "authorization failed: Bearer",
                "Authorization: none",
                "eyJ",
                "eyJhbGciOiJIUzI1NiJ9",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIi",
                "eyJhbGciOiJIUzI1NiJ9.x.y",
                "ghp_short",
                "high_abcdefghijklmnopqrstuvwxyz0123456789",
                "xghp_abcdefghijklmnopqrstuvwxyz0123456789",
                "AKIAIOSFODNN7EXAMPLEX1",
                "AKIAshort",
                "AIzaShort",
                "aws_secret_access_key=short",
                "aws_secret_access_key=" + AWS + "x",
                "aws_secret rotated",
                "hooks.slack.com/",
                "sk_test_abcdefghij0123",
                "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----",
                "-----BEGIN ",
                "---",
                "ya29.x xoxz-1234567890 ",
            })
    void tokens_otherTexts_staySame(String text) {
        assertThat(Redactions.mask(text, "redact=tokens")).isSameAs(text);
    }

    @Test
    void tokens_privateKey_isMaskedToItsEnd() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\nMII\nE=\n-----END RSA PRIVATE KEY-----";

        assertThat(Redactions.mask("a " + key + ", " + key + ", b", "redact=tokens"))
                .isEqualTo("a ***, ***, b");
        assertThat(Redactions.mask("-----BEGIN PRIVATE KEY-----\nMII cut off", "redact=tokens"))
                .isEqualTo("***");
    }

    @ParameterizedTest
    @CsvSource({
        "joe@example.com, ***@example.com",
        "mail to <joe.doe+x@mail.example.co.uk>., mail to <***@mail.example.co.uk>.",
        "jürgen@exämple.de, ***@exämple.de",
        "a@b.cd;e@f.gh, ***@b.cd;***@f.gh",
        "joe@example.com., ***@example.com.",
    })
    void email_isMasked(String text, String masked) {
        assertThat(Redactions.mask(text, "redact=email")).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "a@",
                "@b.cd",
                "a@b",
                "a@localhost",
                "a@10.0.0.1",
                "a@b.1x",
                "@Override x@y",
                "a@.b.c",
                "***@b.cd"
            })
    void email_otherTexts_staySame(String text) {
        assertThat(Redactions.mask(text, "redact=email")).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({
        "4111111111111111, ***",
        "card 4111 1111 1111 1111 ok, card *** ok",
        "4111-1111-1111-1111., ***.",
        "378282246310005, ***",
        "3782 822463 10005, ***",
        "(30569309025904), (***)",
        "4222222222222, ***",
        "6304000000000000000, ***",
        "2024 4111111111111111, 2024 ***",
        "x 4111111111111111 5555555555554444, x *** ***",
    })
    void card_isMasked(String text, String masked) {
        assertThat(Redactions.mask(text, "redact=card")).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112",
                "411111111111",
                "41111111111111110000",
                "0.4111111111111111",
                "4111111111111111.5",
                "x4111111111111111",
                "4111111111111111a",
                "1795342530123456789",
                "0000000000000000",
                "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
                "4111  1111 1111 1111",
            })
    void card_otherNumbers_staySame(String text) {
        assertThat(Redactions.mask(text, "redact=card")).isSameAs(text);
    }

    @Test
    void card_asANumber_isMasked() {
        assertThat(Redactions.of("redact=card").value("n", 4111111111111111L)).isEqualTo("***");
        assertThat(Redactions.of("redact=card").value("n", 4111111111111112L)).isEqualTo(4111111111111112L);
        assertThat(Redactions.of("redact=email").value("n", 4111111111111111L)).isEqualTo(4111111111111111L);
    }

    @ParameterizedTest
    @CsvSource({
        "DE89370400440532013000, ***",
        "iban DE89 3704 0044 0532 0130 00 ok, iban *** ok",
        "GB29-NWBK-6016-1331-9268-19, ***",
        "(NO9386011117947), (***)",
        "de89370400440532013000, ***",
        "MT84MALT011000012345MTLCAST001S, ***",
    })
    void iban_isMasked(String text, String masked) {
        assertThat(Redactions.mask(text, "redact=iban")).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE88370400440532013000",
                "DE8937040044053201300",
                "DE893704004405320130001",
                "xDE89370400440532013000",
                "ZZ89370400440532013000",
                "DE89  3704 0044 0532 0130 00",
                "DE8 9370 4004 4053 2013 000",
                "DE89",
            })
    void iban_otherTexts_staySame(String text) {
        assertThat(Redactions.mask(text, "redact=iban")).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, ***",
        "from /192.168.1.255:8080 to 1.2.3.4., from /***:8080 to ***.",
        "addr:10.0.0.1/24, addr:***/24",
        "::1, ***",
        "[2001:db8::1]:443, [***]:443",
        "/0:0:0:0:0:0:0:1:, /***:",
        "fe80::1%eth0 is up, *** is up",
        "addr:fe80::1., addr:***.",
        "fe80::, ***",
        "2001:0DB8:85a3:0000:0000:8a2e:0370:7334, ***",
        "::ffff:10.0.0.1, ::ffff:***",
    })
    void ip_isMasked(String text, String masked) {
        assertThat(Redactions.mask(text, "redact=ip")).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3.4.5",
                "1.2.3",
                "v1.2.3.4",
                "256.1.1.1",
                "1.2.3.4x",
                "1.2.3.4.x",
                "10:15:30",
                "10:15:30.123",
                "aa:bb:cc:dd:ee:ff",
                "std::abc",
                "Foo::bar",
                "a::b",
                "::",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "x.y.z",
                "1.2.3.",
                "abc::xyz1",
            })
    void ip_otherTexts_staySame(String text) {
        assertThat(Redactions.mask(text, "redact=ip")).isSameAs(text);
    }
}
