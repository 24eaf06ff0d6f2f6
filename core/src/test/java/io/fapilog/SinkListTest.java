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
    void split_jsonArrayAsGoWritesIt_isDecoded() {
        assertThat(SinkList.split("[\"stdout?format=json\\u0026queue_maxsize\\u003d10\"]", NAMES))
                .containsExactly("stdout?format=json&queue_maxsize=10");
    }

    @Test
    void split_jsonArrayWithEveryEscape_isDecoded() {
        assertThat(SinkList.split("\t[\n\"\\\"\\\\\\/a\\b\\f\\n\\r\\tz\",\r\"\\u00E4\\ud83d\\uDE00ö\"]", NAMES))
                .containsExactly("\"\\/a\b\f\n\r\tz", "\u00e4\ud83d\ude00ö");
    }

    /** What is wrong, the position of the first wrong character, and the mend. {@code ^} stands for a line feed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[                  | at its end       | in double quotes",
                "[\"stdout\",        | at its end       | in double quotes",
                "[\"stdout\",]       | at character 11  | in double quotes",
                "[stdout]           | at character 2   | if a shell has taken the quotes",
                "['stdout']         | at character 2   | in double quotes",
                "[1]                | at character 2   | in double quotes",
                "[null]             | at character 2   | in double quotes",
                "[[\"stdout\"]]      | at character 2   | in double quotes",
                "[\"stdout\"         | at its end       | comma, or ]",
                "[\"a\" \"b\"]       | at character 6   | comma, or ]",
                "[\"stdout\"] x      | at character 12  | remove what follows",
                "[\"stdout]          | at its end       | close it with a double quote",
                "[\"std\\             | at its end       | close it with a double quote",
                "[\"std\\xout\"]      | at character 7   | a backslash is written",
                "[\"\\u00g6\"]       | at character 7   | four hexadecimal digits",
                "[\"\\u26\"]         | at character 7   | four hexadecimal digits",
                "[\"\\u٠٠٢٦\"]       | at character 5   | four hexadecimal digits",
                "[\"std^out\"]       | at character 6   | write this control character as \\u000a",
            })
    void split_brokenJsonArray_namesPositionAndMend(String list, String position, String mend) {
        assertThatThrownBy(() -> SinkList.split(list.replace('^', '\n'), NAMES))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("JSON array")
                .hasMessageContaining(position + ": ")
                .hasMessageContaining(mend);
    }

    @Test
    void split_nothing_isEmpty() {
        assertThat(SinkList.split("  ", NAMES)).isEmpty();
    }
}
