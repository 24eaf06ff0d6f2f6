package io.fapilog.contract;

import java.io.Serial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Log calls with values that throw, recurse or are malformed. */
final class Hostile {
    private Hostile() {}

    static Stream<Call> calls() {
        List<Object> one = new ArrayList<>();
        List<Object> other = new ArrayList<>(List.of(one));
        one.add(other);
        RuntimeException cyclic = new RuntimeException("cyclic");
        cyclic.initCause(new RuntimeException("back", cyclic));
        Stream<Call> structured =
                structures().map(value -> Call.of("structured").keyValues(Map.of("value", value)));
        Stream<Call> calls = Stream.of(
                Call.of("toString throws: {}", new Thrower(new IllegalStateException("hostile"))),
                Call.of("toString throws an Error: {}", new Thrower(new AssertionError("hostile"))),
                Call.of("toString gives null: {}", new Thrower(null)),
                Call.of("contains itself: {}", one),
                Call.of("null: {}", new Object[] {null}),
                Call.of("too few: {} {} {}", 1),
                Call.of("lone surrogates: \ud83d {} \udd25", "\udd25\ud83d"),
                Call.of("control characters: \u0000\u0007\u001b[31m\r\n\u2028 {}", "\u0000"),
                Call.of("huge: {}", "h".repeat(1 << 20)),
                Call.of("not a pattern: {0} '{' %s ${java:version} ${jndi:ldap://127.0.0.1/x}"),
                Call.of("cyclic cause").thrown(cyclic),
                Call.of("getMessage throws").thrown(new HostileException()));
        return Stream.concat(calls, structured);
    }

    /** The texts in these calls, and those that settings may take for something special. */
    static Stream<String> texts() {
        Stream<String> ofCalls = calls().flatMap(call -> Stream.concat(
                Stream.of(call.pattern()),
                call.arguments().stream().filter(String.class::isInstance).map(String.class::cast)));
        Stream<String> special = Stream.of(
                "",
                " ",
                "none",
                "\u0000",
                "\u001b]0;title\u0007",
                "one\nWARN fapilog: forged",
                "-1",
                "NaN",
                "1e999",
                "9".repeat(400),
                "\u0661\u0662",
                ",,,",
                "!",
                "!*",
                "*".repeat(10_000),
                "(".repeat(10_000),
                "(a+)+$",
                "\"quoted\"",
                "${",
                "file:/dev/zero",
                "${user.name}",
                "${user.name:-${user.name}}",
                "env:NOT_THERE",
                "env:",
                "file:/not/there",
                "file:\u0000");
        return Stream.concat(ofCalls, special).distinct();
    }

    /** Values with members that are without end, throw or contain themselves; each is a key-value of one call. */
    private static Stream<Object> structures() {
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        List<Object> list = new ArrayList<>();
        list.add(list);
        Object deep = "bottom";
        for (int i = 0; i < 10_000; i++) {
            deep = new Object[] {deep};
        }
        Iterable<Object> infinite = () -> Stream.<Object>generate(() -> "again").iterator();
        Iterable<Object> throwing = () -> {
            throw new IllegalStateException("hostile");
        };
        Map<Object, Object> keys = new HashMap<>();
        keys.put(new Thrower(new AssertionError("hostile")), new Thrower(null));
        return Stream.of(
                map, list, deep, infinite, throwing, keys, new ThrowingMember(1), new long[1 << 20], List.of(infinite));
    }

    /** Whether the methods of the throwable of {@code call} throw. */
    static boolean isThrown(Call call) {
        return call.thrown() instanceof HostileException;
    }

    /** A value whose {@code toString} throws or returns null. */
    private record Thrower(@Nullable Throwable thrown) {
        @Override
        @SuppressWarnings({"NullAway", "ToStringReturnsNull"}) // on purpose
        public String toString() {
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown instanceof RuntimeException exception) {
                throw exception;
            }
            return null;
        }
    }

    /** A record whose accessor throws. */
    private record ThrowingMember(int member) {
        @Override
        @SuppressWarnings("UnusedMethod") // called by reflection
        public int member() {
            throw new IllegalStateException("hostile");
        }
    }

    /** An exception whose methods throw. */
    private static final class HostileException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("hostile");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("hostile");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("hostile");
        }
    }
}
