package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkListTest {
    private static final Set<String> NAMES = Set.of("stdout", "loki");

    @Test
    void split_theLineOfTheReadme_keepsBothLabels() {
        assertThat(SinkList.split("stdout,loki://loki:3100?labels=app=myapi,env=dev", NAMES))
                .containsExactly("stdout", "loki://loki:3100?labels=app=myapi,env=dev");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loki://a?labels=x=1,y=2,stdout | loki://a?labels=x=1,y=2;stdout",
                "loki://a?labels=x=1, loki://b?labels=y=2,z=3 | loki://a?labels=x=1;loki://b?labels=y=2,z=3",
                "loki://a?labels=x=stdout,y=stdouts | loki://a?labels=x=stdout,y=stdouts",
                "loki://a?labels=x=1,stdoutx | loki://a?labels=x=1,stdoutx",
                "loki://a?labels=x=1,stdout?format=pretty | loki://a?labels=x=1;stdout?format=pretty",
                "STDOUT , https://h/p?labels=a=b | STDOUT;https://h/p?labels=a=b",
                "stdout,,stdout, | stdout;stdout",
            })
    void split_atACommaBeforeASinkOnly(String list, String sinks) {
        assertThat(String.join(";", SinkList.split(list, NAMES))).isEqualTo(sinks);
    }

    @Test
    void split_jsonArray_takesEveryText() {
        assertThat(SinkList.split(" [\"stdout\", \"loki://a?labels=x=\\\"1\\\",y=2\"] ", NAMES))
                .containsExactly("stdout", "loki://a?labels=x=\"1\",y=2");
        assertThat(SinkList.split("[ ]", NAMES)).isEmpty();
    }

    @Test
    void split_brokenJsonArray_isAConfigurationError() {
        assertThatThrownBy(() -> SinkList.split("[\"stdout\",", NAMES))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("JSON array");
        assertThatThrownBy(() -> SinkList.split("[\"stdout\"] x", NAMES)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void split_nothing_isEmpty() {
        assertThat(SinkList.split("  ", NAMES)).isEmpty();
    }
}
