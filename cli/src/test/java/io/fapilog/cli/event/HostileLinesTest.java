package io.fapilog.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.LogEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines that no logging system has written. */
final class HostileLinesTest {
    private static final String[] PIECES = {
        " ",
        "\t",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "{",
        "}",
        "\"",
        "\\",
        ":",
        "-",
        " - ",
        "--",
        "=",
        ",",
        ".",
        "|",
        "#",
        "2026-11-26",
        "10:00:00",
        ".123",
        ",123456789",
        "T",
        "Z",
        "+02:00",
        "26/Nov/2026",
        "Nov 26",
        "Thu ",
        " AM",
        "[0.005s]",
        "INFO",
        "ERROR",
        "error",
        "WARN:",
        "E1126 ",
        "<34>",
        "1 ",
        "at ",
        "Caused by: ",
        "... 1",
        "Traceback (most recent call",
        " last):",
        "panic: ",
        "goroutine 1",
        "<record>",
        "</record>",
        "\"log\":",
        "\"time\":",
        "stdout ",
        "F ",
        "P ",
        "null",
        "\u001b[",
        "\u001b[31m",
        "\ud800",
        "\udc00",
        "\u0000",
        "\u00df",
        "\u202f",
        "127.0.0.1",
        "DETAIL: ",
        "9".repeat(40),
        "a".repeat(70),
        "java.lang.Error",
        "Exception in thread \"",
        "---",
        "{\"a\":",
        "[1,2",
        "x=y",
        "e1",
        "99",
        "00"
    };

    @RepeatedTest(20)
    void line_ofRandomPieces_losesNoText() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 500; line++) {
            int pieces = random.nextInt(12);
            for (int i = 0; i < pieces; i++) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            text.append('\n');
        }
        assertNothingLost(text.toString(), seed);
    }

    /** Also a mutated sample must not make the parser fail, whatever it becomes. */
    @RepeatedTest(5)
    void line_ofMutatedSample_becomesSomeEvent() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (String sample : samples()) {
            StringBuilder text = new StringBuilder(sample);
            for (int i = 0; i < 30; i++) {
                mutate(text, random);
            }
            assertThat(EventText.events(EventText.options(), text.toString()))
                    .as("seed %d", seed)
                    .isNotEmpty();
        }
    }

    @Test
    @Timeout(30)
    void line_ofMegabytes_takesTimeInProportion() {
        List<String> lines = new ArrayList<>();
        for (String piece : PIECES) {
            lines.add(piece.repeat((8 << 20) / piece.length()));
        }
        lines.add("2026-11-26 10:00:00 [main] INFO " + "x ".repeat(4 << 20));
        lines.add("a=\"" + "\\\"".repeat(4 << 20));
        lines.add("{\"a\":".repeat(1 << 20));
        lines.add("{\"msg\":\"" + "\\u001b[31m".repeat(1 << 18) + "\"}");
        for (String line : lines) {
            assertThat(EventText.events(EventText.options(), line).size()).isBetween(0, 1);
        }
    }

    @Test
    void line_withManyNames_isReadAndTheNamesAreNotKept() {
        FieldName root = new FieldName();
        for (int i = 0; i < 10_000; i++) {
            assertThat(root.inside("name" + i).text()).isEqualTo("name" + i);
        }
        assertThat(root.inside("name1")).isSameAs(root.inside("name1"));
        assertThat(root.inside("name9999")).isNotSameAs(root.inside("name9999"));
    }

    private static void assertNothingLost(String text, long seed) {
        List<String> expected = words(text);
        List<String> found = new ArrayList<>();
        for (LogEvent event : EventText.events(EventText.options("none", null), text)) {
            StringBuilder all = new StringBuilder(event.message());
            event.forEachAttribute((name, value) -> all.append('\n').append(value));
            found.addAll(words(all.toString()));
        }
        assertThat(found).as("seed %d", seed).containsAll(expected);
        EventCounts counts = new EventCounts();
        List<String> messages = EventText.events(EventText.options(), text, counts).stream()
                .map(LogEvent::message)
                .toList();
        String joined = String.join("\n", messages);
        assertThat(words(joined)).as("seed %d", seed).containsAll(expected);
        assertThat(counts.events() + counts.joined() + counts.blank())
                .as("seed %d", seed)
                .isEqualTo(text.split("\n", -1).length);
    }

    /** The lines of a text that are neither fields, an envelope, nor markup, without colours and blank lines. */
    private static List<String> words(String text) {
        return Stream.of(Ansi.strip(text).split("\n", -1))
                .filter(line -> !line.isBlank() && !line.contains("=") && !line.contains("std"))
                .filter(line -> !line.contains("{") && !line.strip().equals("}"))
                .toList();
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
            case 2 -> text.setCharAt(at, (char) random.nextInt(0x10000));
            default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(100))));
        }
        if (text.length() < 2) {
            text.append("xx");
        }
    }

    private static List<String> samples() throws IOException {
        List<String> samples = new ArrayList<>();
        for (String name : FormatsTest.samples()) {
            samples.add(Files.readString(FormatsTest.folder().resolve(name + ".log")));
        }
        return samples;
    }
}
