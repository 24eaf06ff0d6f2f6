package io.fapilog.slf4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fapilog.LogEvent;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** The messages of patterns, arguments and throwables, including hostile ones. */
class MessageTest {
    private final Recorder recorder = new Recorder("info");
    private final Logger logger = LoggerFactory.getLogger("com.acme.Shop");

    @AfterEach
    void close() {
        recorder.fapilog.close();
    }

    static Stream<Arguments> patterns() {
        Object[] self = {"a", null};
        self[1] = self;
        return Stream.of(
                arguments("plain", array(), "plain"),
                arguments("", array(), ""),
                arguments("left {}", array(), "left {}"),
                arguments("{} {}", array(1), "1 {}"),
                arguments("{}", array(1, 2), "1"),
                arguments("{}{}", array("a", "b"), "ab"),
                arguments("\\{} {}", array(1), "{} 1"),
                arguments("\\\\{}", array(1), "\\1"),
                arguments("100% %s %d {", array(1), "100% %s %d {"),
                arguments("{}", array("{}"), "{}"),
                arguments("{} {}", array(null, null), "null null"),
                arguments("{}", array((Object) new int[] {1, 2}), "[1, 2]"),
                arguments("{}", array((Object) new Object[] {"a", new Object[] {"b"}}), "[a, [b]]"),
                arguments("{}", array((Object) self), "[a, [...]]"));
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void info_ofPattern_isFormattedAsSlf4jDoes(String pattern, Object[] arguments, String message) {
        logger.info(pattern, arguments);
        assertThat(recorder.messages()).containsExactly(message);
    }

    @Test
    void info_ofNull_isLogged() {
        logger.info(null);
        logger.info(null, 1);
        logger.info("a {}", (Object[]) null);
        logger.info("b {}", (Object) null);
        logger.info("c", (Throwable) null);
        logger.info((Marker) null, "d {}", 1);
        assertThat(recorder.messages()).containsExactly("null", "null", "a {}", "b null", "c", "d 1");
    }

    @Test
    void error_withThrowable_keepsCausesAndSuppressed() {
        Exception thrown = new IllegalStateException("outer", new IllegalArgumentException("inner"));
        thrown.addSuppressed(new UnsupportedOperationException("beside"));

        logger.error("failed {}", thrown);

        assertThat(recorder.event().thrown()).hasToString(thrown.toString());
        assertThat(recorder.line())
                .containsEntry("message", "failed {}")
                .containsEntry("exception_type", "java.lang.IllegalStateException")
                .containsEntry("exception_message", "outer")
                .extractingByKey("exception_stacktrace", InstanceOfAssertFactories.STRING)
                .contains("Caused by: java.lang.IllegalArgumentException: inner")
                .contains("Suppressed: java.lang.UnsupportedOperationException: beside");
    }

    @Test
    void error_withThrowableAsLastArgument_takesItAsThrown() {
        Exception thrown = new IllegalStateException("boom");

        logger.error("a {}", 1, thrown);
        logger.error("b {} {}", 1, 2, thrown);
        logger.error("c", new Object[] {thrown});
        logger.error("d", (Object) thrown);

        assertThat(recorder.messages()).containsExactly("a 1", "b 1 2", "c", "d");
        assertThat(recorder.events())
                .allSatisfy(event -> assertThat(event.thrown()).hasToString(thrown.toString()));
    }

    @Test
    void error_withAPlaceholderForTheThrowable_showsItThereToo() {
        Exception thrown = new IllegalStateException("boom");

        logger.error("a {}: {}", 1, thrown);
        logger.error("b {}", (Object) thrown);
        logger.error("c {} {} {}", 1, 2, thrown);

        assertThat(recorder.messages())
                .containsExactly(
                        "a 1: java.lang.IllegalStateException: boom",
                        "b java.lang.IllegalStateException: boom",
                        "c 1 2 java.lang.IllegalStateException: boom");
        assertThat(recorder.events())
                .allSatisfy(event -> assertThat(event.thrown()).hasToString(thrown.toString()));
    }

    @Test
    void error_withThrowableThatIsNotLast_showsItOnly() {
        logger.error("{} {}", new IllegalStateException("boom"), 1);

        LogEvent event = recorder.event();
        assertThat(event.message()).isEqualTo("java.lang.IllegalStateException: boom 1");
        assertThat(event.thrown()).isNull();
    }

    @Test
    void error_withThrowableThatThrows_isLogged() {
        RuntimeException hostile = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        };
        logger.error("failed: {}", 1, hostile);
        logger.error("failed: {}", (Object) hostile);
        assertThat(recorder.events())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.thrown())
                        .hasToString(hostile.getClass().getName()
                                + ": [getMessage failed: java.lang.IllegalStateException]"));
    }

    @Test
    void info_whenToStringThrows_isLoggedWithoutIt() {
        logger.info("a {} {}", new Hostile(new IllegalStateException("no")), 1);
        logger.info("b {}", new Hostile(new StackOverflowError()));
        logger.info("c {}", (Object) new Object[] {new Hostile(new LinkageError())});
        logger.info("d {}", 1, (Object) new Hostile(new LinkageError()));
        assertThat(recorder.messages())
                .containsExactly(
                        "a " + cannotShow(Hostile.class, IllegalStateException.class) + " 1",
                        "b " + cannotShow(Hostile.class, StackOverflowError.class),
                        "c " + cannotShow(Object[].class, LinkageError.class),
                        "d 1");
    }

    @Test
    void info_ofCyclicCollections_isLogged() {
        List<Object> list = new ArrayList<>();
        Map<String, Object> map = new HashMap<>();
        list.add(map);
        map.put("list", list);

        logger.info("cycle {} {}", list, 1);

        assertThat(recorder.event().message())
                .isEqualTo("cycle " + cannotShow(ArrayList.class, StackOverflowError.class) + " 1");
    }

    @Test
    void info_ofArraysNestedTooDeep_isLogged() {
        Object nested = "x";
        for (int i = 0; i < 1_000_000; i++) {
            nested = new Object[] {nested};
        }

        logger.info("deep {}", nested);
        logger.atInfo().addKeyValue("a", 1).log("deep {}", nested);

        String message = "deep " + cannotShow(Object[].class, StackOverflowError.class);
        assertThat(recorder.messages()).containsExactly(message, message);
    }

    @Test
    void info_whenTheMarkerThrows_isLoggedWithoutIt() {
        Exception thrown = new IllegalStateException("boom");

        logger.info(hostileMarker(), "paid {}", 1, thrown);
        logger.atInfo().addMarker(hostileMarker()).setCause(thrown).log("paid {}", 1);

        assertThat(recorder.messages()).containsExactly("paid {}", "paid {}");
        assertThat(recorder.events())
                .allSatisfy(event -> assertThat(event.thrown()).hasToString(thrown.toString()));
    }

    private static String cannotShow(Class<?> type, Class<?> thrown) {
        return "[" + type.getName() + " cannot be shown: " + thrown.getName() + "]";
    }

    private static Marker hostileMarker() {
        return (Marker) Proxy.newProxyInstance(
                MessageTest.class.getClassLoader(), new Class<?>[] {Marker.class}, (proxy, method, arguments) -> {
                    throw new LinkageError("no " + method.getName());
                });
    }

    private static @Nullable Object[] array(@Nullable Object... values) {
        return values;
    }

    private record Hostile(Throwable thrown) {
        @Override
        public String toString() {
            throw MessageTest.<RuntimeException>sneaky(thrown);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
