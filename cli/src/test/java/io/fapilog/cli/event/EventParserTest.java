package io.fapilog.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.json.JsonLine;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventParserTest {
    private final EventParser parser = new EventParser(options(false));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // fapilog, Logback, logstash-logback-encoder
                "{'timestamp':'2026-11-22T10:15:30Z','level':'WARN','logger':'a.B','thread':'t','message':'m','n':1}|{n=1}",
                "{'@timestamp':'2026-11-22T10:15:30Z','@version':'1','message':'m','logger_name':'a.B','thread_name':'t',"
                        + "'level':'WARN','level_value':30000}|{@version=1, level_value=30000}",
                // Log4j's JsonLayout and JsonTemplateLayout, Elastic's common schema
                "{'instant':{'epochSecond':1795342530,'nanoOfSecond':0},'thread':'t','level':'WARN','loggerName':'a.B',"
                        + "'message':'m'}|{}",
                "{'@timestamp':'2026-11-22T10:15:30Z','log.level':'WARN','message':'m','log.logger':'a.B',"
                        + "'process.thread.name':'t','ecs.version':'1.2.0'}|{ecs.version=1.2.0}",
                "{'@timestamp':'2026-11-22T10:15:30Z','log':{'level':'WARN','logger':'a.B'},'message':'m',"
                        + "'process':{'thread':{'name':'t'}}}|{}",
                // Python, structlog, pino, zap, Serilog, journald
                "{'asctime':'2026-11-22 10:15:30,000Z','levelname':'WARNING','name':'a.B','threadName':'t','message':'m'}|{}",
                "{'event':'m','level':'warning','timestamp':'2026-11-22T10:15:30Z','logger':'a.B','thread':'t'}|{}",
                "{'level':40,'time':1795342530000,'name':'a.B','thread':'t','pid':7,'msg':'m'}|{pid=7}",
                "{'level':'warn','ts':1795342530.0,'logger':'a.B','thread':'t','msg':'m'}|{}",
                "{'@t':'2026-11-22T10:15:30Z','@m':'m','@l':'Warning','SourceContext':'a.B','thread':'t'}|{}",
                "{'__REALTIME_TIMESTAMP':'1795342530000000','PRIORITY':'4','MESSAGE':'m','logger':'a.B','thread':'t'}|{}",
            })
    void parse_lineOfCommonSystem_recognisesItsFields(String line, String others) {
        LogEvent event = parse(line);
        assertThat(event.timestamp()).isEqualTo(nanos("2026-11-22T10:15:30Z"));
        assertThat(event.level()).isEqualTo(Level.WARN);
        assertThat(event.logger()).isEqualTo("a.B");
        assertThat(event.thread()).isEqualTo("t");
        assertThat(event.message()).isEqualTo("m");
        assertThat(attributes(event)).hasToString(others);
    }

    @Test
    void parse_object_keepsTypesAndOrderAndFlattensNestedObjects() {
        LogEvent event =
                parse("{'msg':'m','n':1,'d':1.10,'b':true,'x':null,'o':{'p':{'q':'r'},'e':{}},'a':[1, {'z':2}],"
                        + "'big':123456789012345678901234567890}");
        assertThat(attributes(event).toString())
                .isEqualTo("{n=1, d=1.10, b=true, x=null, o_p_q=r, o_e={}, a=[1, {\"z\":2}],"
                        + " big=123456789012345678901234567890}");
        assertThat(attributes(event))
                .containsEntry("n", 1L)
                .containsEntry("d", new BigDecimal("1.10"))
                .containsEntry("b", true)
                .containsEntry("a", "[1, {\"z\":2}]");
    }

    @Test
    void parse_deeplyNestedObject_keepsTheInnerObjectsAsText() {
        LogEvent event = parse("{'a':".repeat(12) + "1" + "}".repeat(12));
        assertThat(attributes(event)).containsOnlyKeys("a_a_a_a_a_a_a_a");
    }

    @Test
    void parse_ambiguousFields_becomeAttributes() {
        LogEvent event = parse("{'name':'Ada','t':5,'event':{'id':3},'level':'high','date':'soon','message':7}");
        assertThat(event.level()).isEqualTo(Level.INFO);
        assertThat(event.logger()).isEqualTo("app.log");
        assertThat(event.message()).isEmpty();
        assertThat(attributes(event)).hasToString("{name=Ada, t=5, event_id=3, level=high, date=soon, message=7}");
    }

    @Test
    void parse_severalCandidates_usesTheMostCommonNameAndKeepsTheOthers() {
        LogEvent event = parse("{'msg':'second','date':'2020-01-01T00:00:00Z','message':'first',"
                + "'timestamp':'2026-11-22T10:15:30Z'}");
        assertThat(event.message()).isEqualTo("first");
        assertThat(event.timestamp()).isEqualTo(nanos("2026-11-22T10:15:30Z"));
        assertThat(attributes(event)).hasToString("{msg=second, date=2020-01-01T00:00:00Z}");
    }

    @Test
    void parse_levelWithoutExactCounterpart_keepsItsName() {
        LogEvent event = parse("{'severity':'CRITICAL','msg':'m'}");
        assertThat(event.level()).isEqualTo(Level.ERROR);
        assertThat(attributes(event)).hasToString("{original_level=CRITICAL}");
    }

    @Test
    void parse_timeInTwoFields_joinsThem() {
        LogEvent event = parse("{'instant':{'epochSecond':1795342530,'nanoOfSecond':123456789},'message':'m'}");
        assertThat(event.timestamp()).isEqualTo(nanos("2026-11-22T10:15:30.123456789Z"));
        assertThat(attributes(event)).isEmpty();
    }

    @Test
    void parse_lineOfDocker_removesTheLineFeedOfTheMessage() {
        LogEvent event = parse("{'log':'hello\\n','stream':'stdout','time':'2026-11-22T10:15:30.5Z'}");
        assertThat(event.message()).isEqualTo("hello");
        assertThat(attributes(event)).hasToString("{stream=stdout}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain text",
                "{'a':1",
                "{'a':1}}",
                "{'a':1} tail",
                "{a:1}",
                "[1,2]",
                "'text'",
                "{'a':\u0001}",
                " \tindented {'a':1}"
            })
    void parse_textThatIsNotOneObject_isTheMessage(String line) {
        String text = line.replace('\'', '"');
        LogEvent event = parse(parser, text, "app.log");
        assertThat(event.message()).isEqualTo(text);
        assertThat(event.level()).isEqualTo(Level.INFO);
        assertThat(event.logger()).isEqualTo("app.log");
        assertThat(event.thread()).isEqualTo("ship");
        assertThat(attributes(event)).isEmpty();
    }

    @Test
    void parse_objectNestedBeyondTheLimitOfTheParser_isTheMessage() {
        String line = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);
        assertThat(parse(parser, line, "app.log").message()).isEqualTo(line);
    }

    @Test
    void parse_secondLine_isIndependentOfTheFirst() {
        parse("{'level':'ERROR','logger':'x','thread':'y','msg':'z','k':1}");
        LogEvent event = parse("{'msg':'m'}");
        assertThat(event.level()).isEqualTo(Level.INFO);
        assertThat(event.logger()).isEqualTo("app.log");
        assertThat(attributes(event)).isEmpty();
    }

    @Test
    void parse_lineOfFapilog_isEncodedToTheSameLine() {
        String line = "{\"timestamp\":\"2026-11-22T10:15:30.123456789Z\",\"level\":\"ERROR\",\"logger\":\"a.B\","
                + "\"thread\":\"main\",\"message\":\"m\",\"trace_id\":\"abc\",\"n\":1.50,\"exception_type\":\"X\","
                + "\"exception_hash\":\"57da82ba6cfbda74\",\"exception_stacktrace\":\"X\\n\\tat y\\n\"}";
        LogEvent event = parse(parser, line, "a.log");
        JsonLine written = new JsonLine(10_000);
        written.encode(event, event.timestamp());
        assertThat(new String(written.bytes(), 0, written.length(), StandardCharsets.UTF_8))
                .isEqualTo(line);
    }

    @Test
    void parse_withCurrentTime_keepsTheTimeOfTheLineAsAttribute() {
        LogEvent event =
                parse(new EventParser(options(true)), "{\"ts\":\"2020-01-01T00:00:00Z\",\"msg\":\"m\"}", "app.log");
        assertThat(event.timestamp()).as("no time in the line").isZero();
        assertThat(attributes(event)).hasToString("{ts=2020-01-01T00:00:00Z}");
    }

    private static EventOptions options(boolean now) {
        return EventOptions.of(now, "none", null, null, List.of());
    }

    private static LogEvent parse(EventParser parser, String line, String logger) {
        EventDraft draft = new EventDraft();
        parser.read(line, EventTime.NONE, draft);
        long time = draft.time() == EventTime.NONE ? 0 : draft.time();
        return draft.build(LogEvent.builder(Level.INFO, "", ""), EventSource.of(logger), time);
    }

    private LogEvent parse(String line) {
        return parse(parser, line.replace('\'', '"'), "app.log");
    }

    private static Map<String, @Nullable Object> attributes(LogEvent event) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        event.forEachAttribute(attributes::put);
        return attributes;
    }

    private static long nanos(String instant) {
        Instant time = Instant.parse(instant);
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }
}
