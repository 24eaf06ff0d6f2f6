package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private final Redaction redaction = new Redaction(() -> List.of("secret", "x"));

    @Test
    void show_controlCharactersAndSecrets_isOneLineWithoutThem() {
        assertThat(redaction.show("a\r\n\u001b[31mb\u202e\u009b\u2028 secret\tx "))
                .isEqualTo("a [31mb *** x");
    }

    @Test
    void show_longText_isTruncated() {
        assertThat(redaction.show("y".repeat(1_000))).hasSize(301).endsWith("…");
    }

    @Test
    void show_secretsThatContainOrOverlapEachOther_areHiddenWhole() {
        Redaction overlapping = new Redaction(() -> List.of("ann", "annabel", "belfry"));
        assertThat(overlapping.show("ann annabel: annabelfry!")).isEqualTo("*** ***: ***!");
    }
}
