package io.fapilog.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * A setting with a value that is not its default, and what that brings about. Immutable.
 *
 * @param name the name of the method of the builder; with a dot, that of one of several
 * @param parameter the name of the parameter of a sink; null if there is none
 * @param understood what a started system has made of the setting, as text
 * @param expected the text for {@code value}
 * @param calls log calls at levels of fapilog
 * @param effect checks the lines that arrive of these calls
 */
record SettingCase(
        String name,
        @Nullable String parameter,
        String value,
        Function<LoggingSystem, String> understood,
        String expected,
        List<Call> calls,
        Consumer<List<Map<String, Object>>> effect) {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    /** All settings that adapters offer. */
    static Stream<SettingCase> all() {
        return Stream.of(ofProcess(), ofQueue(), ofChoice(), ofMasking(), ofFewer())
                .flatMap(cases -> cases);
    }

    /** All parameters that every sink has. */
    static Stream<SettingCase> parameters() {
        SettingCase level = ofSink(
                        "level", "warn", "WARN", plan -> plan.events().level())
                .with(
                        calls("INFO", "ERROR"),
                        lines ->
                                assertThat(lines).extracting(SettingCase::level).containsExactly("ERROR"));
        return Stream.concat(Stream.of(level), all().filter(each -> each.parameter() != null));
    }

    private static Stream<SettingCase> ofProcess() {
        return Stream.of(
                new SettingCase("service", "shop", plan(Captured.Plan::service), "shop"),
                new SettingCase("console", "pretty", plan(Captured.Plan::console), "PRETTY"),
                new SettingCase("enabled", "false", system -> String.valueOf(system.fapilog() != null), "false"),
                new SettingCase("closeTimeout", "3s", SettingCase::closeTimeout, "PT3S"),
                new SettingCase("jmx", "false", system -> beans(), "none"));
    }

    private static Stream<SettingCase> ofQueue() {
        return Stream.of(
                ofSink("queueMaxsize", "77", "77", plan -> plan.queue().maxEvents()),
                ofSink("buffer", "1MiB", "1048576", plan -> plan.queue().buffer()),
                ofSink(
                        "overflow",
                        "drop_newest",
                        "DROP_NEWEST",
                        plan -> plan.queue().overflow()),
                ofSink("blockTimeout", "7ms", "PT0.007S", plan -> plan.queue().blockTimeout()),
                ofSink("enrich", "pid,host", "host,pid", Captured.Plan::origin));
    }

    private static Stream<SettingCase> ofChoice() {
        Call orders = Call.of("x").context(Map.of("order", "7", "internal_id", "8", "note", ""));
        Call large = Call.of("x").context(Map.of("order", "7".repeat(200)));
        Call failed = Call.of("x").thrown(new IllegalStateException("no stock"));
        return Stream.of(
                ofSink(
                                "fields",
                                "*,!internal*",
                                "*,!internal*",
                                plan -> plan.events().line().fields())
                        .with(
                                List.of(orders),
                                lines -> assertThat(lines.get(0))
                                        .containsEntry("order", "7")
                                        .doesNotContainKey("internal_id")),
                ofSink(
                                "emptyFields",
                                "drop",
                                "DROP",
                                plan -> plan.events().line().emptyFields())
                        .with(
                                List.of(orders),
                                lines -> assertThat(lines.get(0))
                                        .containsEntry("order", "7")
                                        .doesNotContainKey("note")),
                ofSink("maxField", "64", "64", plan -> plan.events().line().maxField())
                        .with(
                                List.of(large),
                                lines -> assertThat(lines.get(0).get("order"))
                                        .asString()
                                        .startsWith("777")
                                        .hasSizeLessThanOrEqualTo(64)),
                ofSink(
                                "exceptionHash",
                                "false",
                                "false",
                                plan -> plan.events().line().exceptionHash())
                        .with(
                                List.of(failed),
                                lines -> assertThat(lines.get(0))
                                        .containsKey("exception_type")
                                        .doesNotContainKey("exception_hash")));
    }

    private static Stream<SettingCase> ofMasking() {
        String regex = "[A-Z]{2}-\\d{4}";
        return Stream.of(
                ofSink(
                                "redact",
                                "email,credentials",
                                "redact=credentials,email",
                                plan -> plan.events().redact())
                        .with(
                                List.of(Call.of("joe@example.com and https://joe:pw@example.com")),
                                lines -> assertThat(lines.get(0))
                                        .containsEntry("message", "***@example.com and https://joe:***@example.com")),
                ofSink(
                                "redactFields",
                                "*plate*,birth_date",
                                "[*plate*, birth_date]",
                                plan -> plan.events().redact().fields())
                        .with(
                                List.of(Call.of("x").context(Map.of("order", "7", "number_plate", "AB-1234"))),
                                lines -> assertThat(lines.get(0))
                                        .contains(entry("order", "7"), entry("number_plate", "***"))),
                ofSink(
                                "redactPattern.plate",
                                regex,
                                "{plate=" + regex + "}",
                                plan -> plan.events().redact().patterns())
                        .with(
                                List.of(Call.of("the car AB-1234")),
                                lines -> assertThat(lines.get(0)).containsEntry("message", "the car ***")));
    }

    private static Stream<SettingCase> ofFewer() {
        Call first = Call.of("first").time(NOON);
        return Stream.of(
                ofSink("sample", "0", "0.0", plan -> plan.events().sample())
                        .with(
                                calls("INFO", "ERROR"),
                                lines -> assertThat(lines)
                                        .extracting(SettingCase::level)
                                        .containsExactly("ERROR")),
                ofSink("rateLimit", "1", "1", plan -> plan.events().rateLimit())
                        .with(
                                List.of(
                                        first,
                                        Call.of("again").time(NOON),
                                        first.logger("shop.Carts").time(NOON)),
                                lines -> assertThat(lines)
                                        .extracting(line -> line.get("logger"))
                                        .containsExactly("shop.Orders", "shop.Carts")));
    }

    private SettingCase(String name, String value, Function<LoggingSystem, String> understood, String expected) {
        this(name, null, value, understood, expected, List.of(Call.of("x")), lines -> {});
    }

    private static SettingCase ofSink(
            String name, String value, String expected, Function<Captured.Plan, Object> understood) {
        String parameter = snake(name);
        return new SettingCase(name, parameter, value, plan(understood), expected, List.of(Call.of("x")), lines -> {});
    }

    private SettingCase with(List<Call> theseCalls, Consumer<List<Map<String, Object>>> check) {
        return new SettingCase(name, parameter, value, understood, expected, theseCalls, check);
    }

    /** {@code queue_maxsize} for {@code queueMaxsize}. */
    static String snake(String name) {
        return HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    private static List<Call> calls(String... levels) {
        return Stream.of(levels).map(level -> Call.of("x").level(level)).toList();
    }

    private static Object level(Map<String, Object> line) {
        return Objects.requireNonNull(line.get("level"));
    }

    private static Function<LoggingSystem, String> plan(Function<Captured.Plan, Object> part) {
        return system -> {
            Captured.Plan plan = Captured.at("a").plan();
            return plan == null ? "no sink" : String.valueOf(part.apply(plan));
        };
    }

    private static String closeTimeout(LoggingSystem system) {
        Fapilog fapilog = system.fapilog();
        return fapilog == null ? "off" : fapilog.closeTimeout().toString();
    }

    /** A thread registers the beans. */
    private static String beans() {
        boolean registering = Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("io.fapilog-jmx"));
        return registering ? "registering" : hasBeans() ? "some" : "none";
    }

    /** Whether JMX shows anything of fapilog. */
    static boolean hasBeans() {
        try {
            return !ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("io.fapilog:*"), null)
                    .isEmpty();
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The levels of these calls are those of {@code system}. */
    List<Call> calls(LoggingSystem system) {
        return calls.stream()
                .map(call -> call.level(nameOf(Level.valueOf(call.level()), system)))
                .toList();
    }

    private static String nameOf(Level level, LoggingSystem system) {
        return system.levels().entrySet().stream()
                .filter(each -> each.getValue() == level)
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return name + "=" + value;
    }
}
