package io.fapilog.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineReaderTest {
    private final LineReader reader = new LineReader(100_000);

    @Test
    void next_bothKindsOfLineEnd_splitsAtEach() throws IOException {
        assertThat(all("a\r\nb\n\nc\rd\n")).containsExactly("a", "b", "", "c\rd");
    }

    @Test
    void rest_lastLineWithoutLineFeed_isReturned() throws IOException {
        assertThat(all("a\nb")).containsExactly("a", "b");
        assertThat(reader.rest()).isNull();
    }

    @Test
    void next_malformedBytes_becomeReplacementCharacters() throws IOException {
        byte[] bytes = {'a', (byte) 0xC3, '\n', (byte) 0xFF, 0, 'b', '\n'};
        assertThat(all(new ByteArrayInputStream(bytes))).containsExactly("a\uFFFD", "\uFFFD\0b");
    }

    @Test
    void next_byteOrderMark_isSkippedAtTheBeginningOnly() throws IOException {
        assertThat(all("\uFEFFa\n\uFEFFb\n")).containsExactly("a", "\uFEFFb");
    }

    @Test
    void next_lineOverSeveralReads_isComplete() throws IOException {
        String line = "äö".repeat(20_000);
        InputStream parts = new SequenceInputStream(stream(line.substring(0, 7)), stream(line.substring(7) + "\nz\n"));
        assertThat(all(parts)).containsExactly(line, "z");
        assertThat(reader.truncated()).isZero();
    }

    @Test
    void next_lineOverTheLimit_isTruncatedAndCountedAndTheNextIsComplete() throws IOException {
        String limit = "x".repeat(100_000);
        assertThat(all(limit + "y".repeat(300_000) + "\nnext\n" + limit + "\n")).containsExactly(limit, "next", limit);
        assertThat(reader.truncated()).isEqualTo(1);
    }

    @Test
    void next_growingInput_continuesTheIncompleteLine() throws IOException {
        assertThat(reader.next(stream("be"))).isNull();
        assertThat(reader.next(stream("gun\n"))).isEqualTo("begun");
    }

    private List<String> all(String text) throws IOException {
        return all(stream(text));
    }

    private List<String> all(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = reader.next(in); line != null; line = reader.next(in)) {
            lines.add(line);
        }
        String rest = reader.rest();
        if (rest != null) {
            lines.add(rest);
        }
        return lines;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
