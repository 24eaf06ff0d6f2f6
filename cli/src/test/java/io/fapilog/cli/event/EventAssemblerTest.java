package io.fapilog.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.cli.event.EventText.ManualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventAssemblerTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String DATED = "2026-11-26T10:00:00Z INFO one";

    private final ManualTime clock = new ManualTime();
    private final EventCounts counts = new EventCounts();
    private final List<LogEvent> events = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private EventAssembler assembler = assembler(EventText.options());
    private long end;

    @Test
    void line_withoutTime_getsThatOfTheLineBefore() {
        lines(DATED, "a notice", "another", "2026-11-26T10:00:01Z INFO two");
        assertThat(times())
                .containsExactly(
                        "2026-11-26T10:00:00Z", "2026-11-26T10:00:00Z", "2026-11-26T10:00:00Z", "2026-11-26T10:00:01Z");
        assertThat(counts.undated()).isEqualTo(2);
        assertThat(counts.undatedExample()).isEqualTo("a notice");
    }

    @Test
    void line_withoutTimeAtTheBeginning_getsThatOfTheFirstLineWithTime() {
        lines("a notice", "another", DATED);
        assertThat(times()).containsOnly("2026-11-26T10:00:00Z");
        assertThat(messages()).containsExactly("a notice", "another", DATED);
    }

    @Test
    void expire_withoutLineWithTime_givesThePresentTimeAfterASecond() {
        line("a notice");
        expire(SECOND - 1);
        assertThat(events).isEmpty();
        expire(SECOND);
        expire(2 * SECOND);
        assertThat(times()).containsExactly(EventText.NOW.toString());
        assertThat(assembler.isPending()).isFalse();
    }

    @Test
    void line_withoutTimeAfterTheBound_getsThePresentTimeAtOnce() {
        for (int i = 0; i < 3_000; i++) {
            line("line " + i);
        }
        assertThat(events).hasSizeGreaterThan(2_990);
        assembler.end();
        assertThat(messages()).hasSize(3_000).startsWith("line 0").endsWith("line 2999");
    }

    @Test
    void expire_withinASecondOfTheLastLine_keepsTheEventOpen() {
        line(DATED);
        clock.ticks = SECOND;
        line("\tcontinued");
        expire(2 * SECOND - 1);
        assertThat(assembler.isPending()).isTrue();
        expire(2 * SECOND);
        assertThat(messages()).containsExactly(DATED + "\n\tcontinued");
    }

    @Test
    void line_afterExpiredEvent_hasItsLevelAndTimeIfItContinuesIt() {
        line("2026-11-26T10:00:00Z ERROR [main] shop.Orders - one");
        expire(SECOND);
        lines("\tat x.Y.z(Y.java:1)");
        assertThat(events.get(1).level()).isEqualTo(Level.ERROR);
        assertThat(events.get(1).logger()).isEqualTo("shop.Orders");
        assertThat(times()).containsOnly("2026-11-26T10:00:00Z");
    }

    @Test
    void event_ofSeveralLines_endsBehindItsLastLine() {
        lines(DATED, "\ttwo", "", "\tthree", "", DATED);
        assertThat(messages()).containsExactly(DATED + "\n\ttwo\n\n\tthree", DATED);
        assertThat(ends).containsExactly(DATED.length() + 14L, 2L * DATED.length() + 16);
        assertThat(counts.joined()).isEqualTo(3);
        assertThat(counts.blank()).isEqualTo(1);
        assertThat(counts.events()).isEqualTo(2);
    }

    @Test
    void event_whileAnEarlierLineOfAnotherStreamWaits_doesNotEndBehindIt() {
        line(DATED);
        assembler.end();
        long before = end;
        line("2026-11-26T10:00:01Z stdout P first ");
        line("2026-11-26T10:00:02Z stderr F complete");
        line("2026-11-26T10:00:02Z stderr F complete too");
        assertThat(events).hasSize(2);
        assertThat(ends.get(1)).isEqualTo(before);
        lines("2026-11-26T10:00:03Z stdout F second");
        assertThat(messages()).containsExactly(DATED, "complete", "first second", "complete too");
        assertThat(ends).isSorted().endsWith(end);
    }

    @Test
    void event_ofPiecesWithoutEnd_isHandedOverAfterASecond() {
        line("2026-11-26T10:00:01Z stdout P first ");
        clock.ticks = 1;
        line("2026-11-26T10:00:02Z stdout P second");
        expire(SECOND);
        assertThat(events).isEmpty();
        expire(SECOND + 1);
        expire(2 * SECOND + 1);
        assertThat(messages()).containsExactly("first second");
        assertThat(times()).containsExactly("2026-11-26T10:00:02Z");
    }

    @Test
    void event_ofPiecesWithoutBound_isSplit() {
        String piece = "2026-11-26T10:00:01Z stdout P " + "x".repeat(100_000);
        for (int i = 0; i < 25; i++) {
            line(piece);
        }
        assembler.end();
        assertThat(events).hasSize(3).allMatch(event -> event.message().length() < 1_200_000);
        assertThat(events.stream().mapToInt(event -> event.message().length()).sum())
                .isEqualTo(2_500_000);
        assertThat(counts.joined()).isEqualTo(22);
    }

    @Test
    void event_ofMoreLinesThanTheBound_isSplit() {
        line("2026-11-26T10:00:00Z ERROR one");
        for (int i = 1; i < 2_500; i++) {
            line("\tat line" + i);
        }
        assembler.end();
        assertThat(events).extracting(LogEvent::level).containsOnly(Level.ERROR).hasSize(3);
        assertThat(times()).containsOnly("2026-11-26T10:00:00Z");
        assertThat(String.join("\n", messages()).split("\n")).hasSize(2_500);
    }

    @Test
    void event_longerThanTheBound_isSplit() {
        line(DATED);
        for (int i = 0; i < 5; i++) {
            line("\t" + "x".repeat(100_000));
        }
        assembler.end();
        assertThat(events).hasSize(3).allMatch(event -> event.message().length() <= 256 << 10);
    }

    @Test
    void event_withoutLevelButWithException_isAnError() {
        lines(
                "2026-11-26 10:00:00 one",
                "java.io.IOException: gone",
                "2026-11-26 10:00:00 two",
                "Traceback (most recent call last):");
        assertThat(events).extracting(LogEvent::level).containsExactly(Level.ERROR, Level.ERROR);
    }

    @Test
    void exception_behindFields_isAnEventOfItsOwn() {
        lines(
                "{\"time\":\"2026-11-26T10:00:00Z\",\"level\":\"INFO\",\"msg\":\"m\"}",
                "java.io.IOException: gone",
                "\tat x.Y.z(Y.java:1)");
        assertThat(messages()).containsExactly("m", "java.io.IOException: gone\n\tat x.Y.z(Y.java:1)");
        assertThat(events.get(1).level()).isEqualTo(Level.ERROR);
    }

    @Test
    void line_inColours_isJoinedAsWithoutThem() {
        lines(DATED, "\u001b[31m\tat x.Y.z(Y.java:1)\u001b[0m", "\u001b[31mpanic: no honey\u001b[0m", "\u001b[0m");
        assertThat(messages()).containsExactly(DATED + "\n\tat x.Y.z(Y.java:1)", "panic: no honey");
        assertThat(events.get(1).level()).isEqualTo(Level.ERROR);
    }

    @Test
    void object_onSeveralLines_isReadWhenItIsComplete() {
        lines("{\"level\":\"WARN\",", "  \"time\":\"2026-11-26T10:00:00Z\",", "  \"msg\":\"m\"", "}");
        assertThat(EventText.of(events)).isEqualTo("2026-11-26T10:00:00Z WARN app.log [ship]\n    message m\n");
    }

    @Test
    void line_withoutMultiline_isAnEventAtOnce() {
        assembler = assembler(EventText.options("none", null));
        line(DATED);
        line("\tcontinued");
        assertThat(messages()).containsExactly(DATED, "\tcontinued");
        assertThat(assembler.isPending()).isFalse();
    }

    @Test
    void line_withExpressionForTheFirstLine_beginsAnEventWhereItMatches() {
        assembler = assembler(EventText.options("^\\d{4}-", null));
        lines("before", DATED, "anything", "{\"a\":1}", DATED);
        assertThat(messages()).containsExactly("before", DATED + "\nanything\n{\"a\":1}", DATED);
    }

    @Test
    void line_withPattern_isTakenApart() {
        assembler = assembler(
                EventText.options(
                        "auto",
                        "^(?<time>\\S+ \\S+)\\|(?<level>\\w+)\\|(?<thread>\\w+)\\|(?<logger>\\w+)\\|(?<user>\\w*)\\|(?<message>.*)"));
        lines("2026-11-26 10:00:00.5|eror|main|Orders|ann|failed", "\tat x", "2026-11-26 10:00:01 ERROR other");
        assertThat(EventText.of(events)).isEqualTo("""
                        2026-11-26T10:00:00.500Z ERROR Orders [main]
                            message failed
                                \tat x
                            user = ann
                        2026-11-26T10:00:01Z ERROR app.log [ship]
                            message 2026-11-26 10:00:01 ERROR other
                        """);
    }

    @Test
    void line_onWhichThePatternTakesForever_isAPlainLine() {
        assembler = assembler(EventText.options("auto", "(?<message>(a+)+)$"));
        lines("a".repeat(5_000) + "!");
        assertThat(messages()).containsExactly("a".repeat(5_000) + "!");
    }

    @Test
    void event_withCurrentTime_ignoresThatOfTheLine() {
        EventOptions options = EventOptions.of(true, "auto", null, "UTC", new ArrayList<>());
        assembler = assembler(options.withClock(clock));
        lines("a notice", DATED, "{\"time\":\"2026-11-26T10:00:00Z\",\"msg\":\"m\"}");
        assertThat(times()).containsOnly(EventText.NOW.toString());
        assertThat(events.get(2).field("time")).isEqualTo("2026-11-26T10:00:00Z");
        assertThat(counts.undated()).isZero();
    }

    @Test
    void counts_ofTimes_tellWhatWasNotUnderstood() {
        lines("{\"ts\":\"yesterday\",\"msg\":\"m\"}", "{\"date\":\"" + "x".repeat(500) + "\"}", DATED);
        assertThat(counts.unreadTimes()).isEqualTo(2);
        assertThat(counts.unreadTimeExample()).isEqualTo("ts=yesterday");
        assertThat(counts.firstTime()).isEqualTo(counts.lastTime());
        assertThat(Instant.ofEpochSecond(0, counts.lastTime())).isEqualTo(Instant.parse("2026-11-26T10:00:00Z"));
    }

    @Test
    void counts_exampleOfLongLine_isShortened() {
        lines("x".repeat(198) + "\ud83d\ude00".repeat(100));
        assertThat(counts.undatedExample()).hasSize(199).endsWith("x…");
    }

    @Test
    void begin_atAPosition_isWhereTheFirstLineBegins() {
        assembler.begin(1_000);
        end = 1_000;
        line("2026-11-26T10:00:01Z stdout P first ");
        line("2026-11-26T10:00:02Z stderr F complete");
        line("2026-11-26T10:00:02Z stderr F complete too");
        assertThat(ends).containsExactly(1_000L);
    }

    @Test
    void undatedExample_ofHostileLine_hasNoControlCharacters() {
        line("bell \u0007 and \u001b]0;title\u0007 and \u009b31m");
        assembler.end();
        assertThat(counts.undatedExample()).startsWith("bell").doesNotContainPattern("[\\p{Cntrl}\\x80-\\x9f]");
    }

    private EventAssembler assembler(EventOptions options) {
        return new EventAssembler(
                options.withClock(clock),
                EventSource.of("app.log"),
                (event, position) -> {
                    events.add(event);
                    ends.add(position);
                },
                counts);
    }

    private void lines(String... lines) {
        for (String line : lines) {
            line(line);
        }
        assembler.end();
    }

    private void line(String line) {
        end += line.length() + 1;
        assembler.line(line, end);
    }

    private void expire(long ticks) {
        clock.ticks = ticks;
        assembler.expire(ticks);
    }

    private List<String> times() {
        return events.stream()
                .map(event -> Instant.ofEpochSecond(0, event.timestamp()).toString())
                .toList();
    }

    private List<String> messages() {
        return events.stream().map(LogEvent::message).toList();
    }
}
