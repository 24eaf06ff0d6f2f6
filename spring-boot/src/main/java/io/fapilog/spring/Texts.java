package io.fapilog.spring;

import io.fapilog.config.Quantities;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Typed properties as texts of fapilog. */
final class Texts {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private Texts() {}

    /** The present components of {@code properties}, by name in snake case. */
    static Map<String, String> of(Record properties) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (RecordComponent component : properties.getClass().getRecordComponents()) {
            Object value = value(properties, component);
            if (value != null) {
                texts.put(snake(component.getName()), text(value));
            }
        }
        return texts;
    }

    /** {@code batch_size} for {@code batchSize}. */
    static String snake(String name) {
        return HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object value(Record properties, RecordComponent component) {
        try {
            return component.getAccessor().invoke(properties);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a record of this package can be read", e);
        }
    }

    private static String text(Object value) {
        if (value instanceof Duration duration) {
            return Quantities.exact(duration);
        }
        if (value instanceof DataSize size) {
            return Quantities.show(size.toBytes());
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "none" : list.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        return value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value.toString();
    }
}
