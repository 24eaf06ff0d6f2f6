package io.fapilog.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineSplitterTest {
    private static final int LONGEST = 100_000;

    private final ReadCounts counts = new ReadCounts();
    private final Lines lines = new Lines();
    private LineSplitter splitter = new LineSplitter(LONGEST, TextEncoding.UTF_8, counts);

    @Test
    void feed_bothKindsOfLineEnd_splitsAtEach() {
        assertThat(all("a\r\nb\n\nc\rd\n")).containsExactly("a", "b", "", "c\rd");
        assertThat(lines.ends).containsExactly(3L, 5L, 6L, 10L);
    }

    @Test
    void end_lastLineWithoutLineFeed_isPassedOn() {
        assertThat(all("a\nb")).containsExactly("a", "b");
        assertThat(lines.ends).containsExactly(2L, 3L);
    }

    @Test
    void feed_malformedBytes_becomeReplacementCharactersAndAreCounted() {
        byte[] bytes = {'a', (byte) 0xC3, '\n', (byte) 0xFF, 0, 'b', '\n'};
        assertThat(all(bytes)).containsExactly("a\uFFFD", "\uFFFD\0b");
        assertThat(all("honest \uFFFD\n")).endsWith("honest \uFFFD");
        assertThat(counts.undecoded()).isEqualTo(2);
    }

    @Test
    void feed_byteOrderMark_isLeftOutAtTheBeginningOfEveryLine() {
        assertThat(all("\uFEFFa\n\uFEFFb\nc\uFEFF\n")).containsExactly("a", "b", "c\uFEFF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void feed_utf16WithMark_isSplitAtLinesWherverThePartsEnd(String name) {
        Charset charset = Charset.forName(name);
        byte[] bytes = "\uFEFFGrüße \u0A0A\u0D0A\r\nsecond\n\nlast".getBytes(charset);
        for (int part = 1; part < bytes.length; part++) {
            splitter = new LineSplitter(LONGEST, TextEncoding.UTF_8, counts);
            lines.clear();
            for (int at = 0; at < bytes.length; at += part) {
                splitter.feed(bytes, at, Math.min(bytes.length, at + part), lines);
            }
            splitter.end(lines);
            assertThat(lines.texts).as("parts of %s", part).containsExactly("Grüße \u0A0A\u0D0A", "second", "", "last");
            assertThat(lines.ends.get(lines.ends.size() - 1)).isEqualTo(bytes.length);
        }
        assertThat(counts.undecoded()).isZero();
    }

    @Test
    void startAt_utf16File_continuesInItsEncoding() {
        byte[] bytes = "\uFEFFone\ntwo\n".getBytes(StandardCharsets.UTF_16LE);
        splitter.startAt(10, bytes, 8);
        splitter.feed(bytes, 10, bytes.length, lines);
        assertThat(lines.texts).containsExactly("two");
        assertThat(lines.ends).containsExactly((long) bytes.length);
    }

    @Test
    void feed_otherEncoding_isUsedUnlessAMarkSaysMore() {
        splitter = new LineSplitter(LONGEST, TextEncoding.of("ISO-8859-1"), counts);
        assertThat(all("Grüße\n".getBytes(StandardCharsets.ISO_8859_1))).containsExactly("Grüße");
        splitter = new LineSplitter(LONGEST, TextEncoding.of("ISO-8859-1"), counts);
        lines.clear();
        assertThat(all("\uFEFFGrüße\nGrüße\n")).containsExactly("Grüße", "Grüße");
    }

    @Test
    void feed_nulsAtTheBeginningOfALine_areLeftOutInConstantMemory() {
        splitter.feed("before\n".getBytes(StandardCharsets.UTF_8), 0, 7, lines);
        byte[] hole = new byte[64 << 10];
        for (int i = 0; i < 1_000; i++) {
            splitter.feed(hole, 0, hole.length, lines);
        }
        assertThat(all("\0\0{}\n")).containsExactly("before", "{}");
        assertThat(counts.truncated()).isZero();
        assertThat(lines.ends).endsWith(7L + 1_000L * hole.length + 5);
    }

    @Test
    void feed_holeWithinALine_endsTheLine() {
        assertThat(all("half" + "\0".repeat(40) + "whole\n\nnext\n")).containsExactly("half", "whole", "", "next");
        splitter.feed("other".getBytes(StandardCharsets.UTF_8), 0, 5, lines);
        byte[] hole = new byte[64 << 10];
        for (int i = 0; i < 100; i++) {
            splitter.feed(hole, 0, hole.length, lines);
        }
        assertThat(all("end\n")).endsWith("other", "end");
        assertThat(counts.truncated()).isZero();
    }

    @Test
    void feed_lineOverSeveralParts_isComplete() {
        String line = "äö".repeat(20_000);
        byte[] bytes = (line + "\nz\n").getBytes(StandardCharsets.UTF_8);
        splitter.feed(bytes, 0, 7, lines);
        splitter.feed(bytes, 7, bytes.length, lines);
        assertThat(lines.texts).containsExactly(line, "z");
        assertThat(counts.truncated()).isZero();
    }

    @Test
    void feed_lineOverTheLimit_isCutAndCountedAndTheNextIsComplete() {
        String limit = "x".repeat(LONGEST);
        assertThat(all(limit + "y".repeat(300_000) + "\nnext\n" + limit + "\n")).containsExactly(limit, "next", limit);
        assertThat(counts.truncated()).isEqualTo(1);
    }

    @Test
    void feed_randomBytesInRandomParts_areSplitAsByASimpleSplitter() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            byte[] bytes = new byte[random.nextInt(200)];
            String letters = "ab\n\r cdefgh";
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) letters.charAt(random.nextInt(letters.length()));
            }
            splitter = new LineSplitter(LONGEST, TextEncoding.UTF_8, counts);
            lines.clear();
            for (int at = 0; at < bytes.length; ) {
                int to = Math.min(bytes.length, at + 1 + random.nextInt(40));
                splitter.feed(bytes, at, to, lines);
                at = to;
            }
            splitter.end(lines);
            assertThat(lines.texts).as("seed %s", seed).isEqualTo(simple(bytes));
        }
    }

    private static List<String> simple(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        if (all.get(all.size() - 1).isEmpty()) {
            all.remove(all.size() - 1);
        }
        return all.stream()
                .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                .toList();
    }

    private List<String> all(String text) {
        return all(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> all(byte[] bytes) {
        splitter.feed(bytes, 0, bytes.length, lines);
        splitter.end(lines);
        return lines.texts;
    }

    /** Keeps the lines. */
    private static final class Lines implements LineSink {
        final List<String> texts = new ArrayList<>();
        final List<Long> ends = new ArrayList<>();

        void clear() {
            texts.clear();
            ends.clear();
        }

        @Override
        public void line(String line, long end) {
            texts.add(line);
            ends.add(end);
        }

        @Override
        public void expire(long nanos) {
            throw new AssertionError("a splitter does not expire");
        }

        @Override
        public void end() {
            throw new AssertionError("a splitter does not end the file");
        }
    }
}
