package io.fapilog.slf4j;

import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.ThreadLocalMapOfStacks;
import org.slf4j.spi.MDCAdapter;

/**
 * The MDC. Every thread has its own, with its entries in insertion order; a new thread, virtual or not, starts with an
 * empty one.
 *
 * <p>A change creates a new map, and maps are immutable, so that a map that was given away never changes. The stacks of {@code MDC.pushByKey} are for the application only and are not part of events.
 */
final class ContextMap implements MDCAdapter {
    /** Contains types of the JDK only, so that a pooled thread holds no class loader. */
    private static final ThreadLocal<@Nullable Map<String, String>> MAPS = new ThreadLocal<>();

    private final ThreadLocalMapOfStacks stacks = new ThreadLocalMapOfStacks();

    /** The entries of this thread; immutable. */
    static Map<String, String> current() {
        Map<String, String> map = MAPS.get();
        return map == null ? Map.of() : map;
    }

    @Override
    public void put(String key, @Nullable String value) {
        Map<String, @Nullable String> map = new LinkedHashMap<>(current());
        map.put(key, value);
        set(map);
    }

    @Override
    public @Nullable String get(String key) {
        return current().get(key);
    }

    @Override
    public void remove(String key) {
        if (current().containsKey(key)) {
            Map<String, @Nullable String> map = new LinkedHashMap<>(current());
            map.remove(key);
            set(map);
        }
    }

    @Override
    public void clear() {
        MAPS.remove();
    }

    /** A copy that the caller may change; empty when there are no entries. */
    @Override
    public Map<String, String> getCopyOfContextMap() {
        return new LinkedHashMap<>(current());
    }

    @Override
    public void setContextMap(@Nullable Map<String, String> map) {
        Map<String, @Nullable String> copy = map == null ? new LinkedHashMap<>() : new LinkedHashMap<>(map);
        copy.keySet().removeIf(Objects::isNull);
        set(copy);
    }

    @Override
    public void pushByKey(String key, @Nullable String value) {
        stacks.pushByKey(key, String.valueOf(value));
    }

    @Override
    public @Nullable String popByKey(String key) {
        Deque<String> stack = getCopyOfDequeByKey(key);
        return stack == null || stack.isEmpty() ? null : stacks.popByKey(key);
    }

    @Override
    public @Nullable Deque<String> getCopyOfDequeByKey(String key) {
        return stacks.getCopyOfDequeByKey(key);
    }

    @Override
    public void clearDequeByKey(String key) {
        stacks.clearDequeByKey(key);
    }

    private static void set(Map<String, @Nullable String> map) {
        if (map.isEmpty()) {
            MAPS.remove();
        } else {
            MAPS.set(Collections.unmodifiableMap(map));
        }
    }
}
