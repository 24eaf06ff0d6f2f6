package io.fapilog.verification.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Named numbers, written as one line of {@code name=number}. */
public record State(Map<String, Long> values) {
    public static State of() {
        return new State(new LinkedHashMap<>());
    }

    public static State parse(String line) {
        State state = of();
        for (String each : line.split(" ", -1)) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                state.with(each.substring(0, equals), Long.parseLong(each.substring(equals + 1)));
            }
        }
        return state;
    }

    public State with(String name, long value) {
        values.put(name, value);
        return this;
    }

    public long get(String name) {
        Long value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is not in " + this);
        }
        return value;
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" "));
    }
}
