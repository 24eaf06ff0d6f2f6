package io.fapilog.verification.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Named numbers, as one line. */
record State(Map<String, Long> values) {
    static State of() {
        return new State(new LinkedHashMap<>());
    }

    static State parse(String line) {
        State state = of();
        for (String pair : line.split(" ", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                state.with(pair.substring(0, equals), Long.parseLong(pair.substring(equals + 1)));
            }
        }
        return state;
    }

    State with(String name, long value) {
        values.put(name, value);
        return this;
    }

    long get(String name) {
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
