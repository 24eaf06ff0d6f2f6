package io.fapilog.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventOptionsTest {
    private final List<String> violations = new ArrayList<>();

    @Test
    void of_wrongOptions_listsAllWithTheirMend() {
        EventOptions.of(false, "[", "(", "Mars", violations);
        assertThat(violations)
                .containsExactly(
                        "--multiline=[ is not a regular expression: Unclosed character class near index 0; write for"
                                + " example '^\\d{4}-'",
                        "--pattern=( is not a regular expression: Unclosed group near index 1; write for example"
                                + " '(?<time>\\S+) (?<level>\\w+) (?<message>.*)'",
                        "the zone Mars is not known; write for example UTC, Europe/Berlin or +02:00");
    }

    @Test
    void of_patternWithoutGroups_isRefused() {
        EventOptions.of(false, "auto", "\\(?<time>x(?=y)", null, violations);
        assertThat(violations).singleElement().asString().contains("has no named group; name at least one of time");
    }

    @Test
    void of_emptyExpression_isRefused() {
        EventOptions.of(false, "", null, null, violations);
        assertThat(violations)
                .containsExactly("--multiline is empty; write a regular expression, or leave the option out");
    }

    @Test
    void of_rightOptions_hasNoViolation() {
        EventOptions options = EventOptions.of(true, "^\\S", "(?<time>.*?) (?<x>.)", "Europe/Berlin", violations);
        assertThat(violations).isEmpty();
        assertThat(options.now()).isTrue();
        assertThat(EventOptions.defaults().now()).isFalse();
    }
}
