package io.fapilog.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.LogEvent;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.MDCAdapter;

class ContextMapTest {
    private final Recorder recorder = new Recorder("info");
    private final Logger logger = LoggerFactory.getLogger("com.acme.Shop");

    @AfterEach
    void close() {
        MDC.clear();
        recorder.fapilog.close();
    }

    @Test
    void put_beforeTheEvent_isInIt() {
        MDC.put("trace_id", "abc");
        MDC.put("user", "ann");
        logger.info("x");
        assertThat(recorder.event().context()).containsExactly(Map.entry("trace_id", "abc"), Map.entry("user", "ann"));
    }

    @Test
    void put_afterTheEvent_doesNotChangeIt() {
        MDC.put("user", "ann");
        logger.info("1");
        MDC.put("user", "bob");
        logger.info("2");
        MDC.remove("user");
        logger.info("3");
        MDC.put("user", "eve");
        MDC.clear();

        assertThat(recorder.events().stream().map(LogEvent::context).toList())
                .isEqualTo(List.of(Map.of("user", "ann"), Map.of("user", "bob"), Map.of()));
    }

    @Test
    void putCloseable_whenClosed_isGone() {
        MDC.MDCCloseable entry = MDC.putCloseable("user", "ann");
        assertThat(MDC.get("user")).isEqualTo("ann");
        entry.close();
        assertThat(MDC.get("user")).isNull();
        assertThat(MDC.getCopyOfContextMap()).isEmpty();
    }

    @Test
    void put_ofNull_isStored() {
        MDC.put("user", null);
        logger.info("x");
        assertThat(recorder.line()).containsEntry("user", null);
    }

    @Test
    void remove_ofWhatIsNotThere_doesNothing() {
        MDC.remove("user");
        assertThat(MDC.getCopyOfContextMap()).isEmpty();
    }

    @Test
    void getCopyOfContextMap_whenChanged_leavesTheContext() {
        MDC.put("b", "1");
        MDC.put("a", "2");
        Map<String, String> copy = MDC.getCopyOfContextMap();
        copy.put("c", "3");
        assertThat(MDC.getCopyOfContextMap()).containsExactly(Map.entry("b", "1"), Map.entry("a", "2"));
    }

    @Test
    void setContextMap_replacesAndCopies() {
        MDC.put("old", "1");
        Map<String, String> map = new LinkedHashMap<>(Map.of("new", "2"));
        MDC.setContextMap(map);
        map.put("later", "3");
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("new", "2"));
    }

    @Test
    void setContextMap_withNullOrNullKey_works() {
        MDC.put("old", "1");
        MDC.setContextMap(null);
        assertThat(MDC.getCopyOfContextMap()).isEmpty();

        Map<String, String> map = new HashMap<>(Collections.singletonMap(null, "x"));
        map.put("a", "1");
        MDC.setContextMap(map);
        logger.info("x");
        assertThat(recorder.event().context()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void pushAndPop_areAStackPerKey() {
        MDCAdapter adapter = MDC.getMDCAdapter();
        MDC.pushByKey("op", "a");
        MDC.pushByKey("op", "b");
        MDC.pushByKey("op", null);
        assertThat(adapter.getCopyOfDequeByKey("op")).containsExactly("null", "b", "a");
        assertThat(MDC.popByKey("op")).isEqualTo("null");
        assertThat(MDC.popByKey("op")).isEqualTo("b");
        assertThat(MDC.popByKey("op")).isEqualTo("a");
        assertThat(MDC.popByKey("op")).isNull();
        assertThat(MDC.popByKey("unknown")).isNull();
        MDC.pushByKey("op", "c");
        adapter.clearDequeByKey("op");
        assertThat(adapter.getCopyOfDequeByKey("op")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kindsOfThreads")
    void context_ofAnotherThread_isItsOwn(ThreadFactory factory) throws InterruptedException {
        MDC.put("user", "ann");
        Thread child = factory.newThread(() -> {
            logger.info("child before");
            MDC.put("job", "7");
            logger.info("child after");
        });
        child.start();
        child.join();
        logger.info("parent");

        assertThat(recorder.events().stream().map(LogEvent::context).toList())
                .isEqualTo(List.of(Map.of(), Map.of("job", "7"), Map.of("user", "ann")));
    }

    /** Factories of platform threads, and of virtual threads if the JDK has them. */
    static Stream<ThreadFactory> kindsOfThreads() throws ReflectiveOperationException {
        ThreadFactory platform = Thread::new;
        if (Runtime.version().feature() < 21) {
            return Stream.of(platform);
        }
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        Class<?> type = Class.forName("java.lang.Thread$Builder");
        return Stream.of(platform, (ThreadFactory) type.getMethod("factory").invoke(builder));
    }
}
