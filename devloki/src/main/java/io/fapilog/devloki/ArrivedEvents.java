package io.fapilog.devloki;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The events that have arrived at a {@link DevLoki}, narrowed by conditions, with assertions that wait for them.
 *
 * <pre>{@code
 * LOKI.events().withLevel("WARN").withField("sku", "honey").inOrder("only 2", "only 1");
 * }</pre>
 *
 * <p>The events of all tenants are regarded, in the order of their timestamps, as {@link DevLoki#entries()} returns
 * them. The fields of an event are the members of its line, if that is a JSON object, and its structured metadata;
 * {@code a.b} names the member {@code b} of the object {@code a}. A line that is not JSON is its own message.
 *
 * <p>An assertion that is not fulfilled waits for further events, at most 10 seconds unless {@link #within} says
 * otherwise, and throws an {@link AssertionError} that lists what was expected, what arrived, and the last push that
 * was refused. Immutable; its assertions may be called by any thread and block it.
 */
public final class ArrivedEvents {
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

    private final DevLoki server;
    private final List<EventCondition> conditions;
    private final Duration limit;

    ArrivedEvents(DevLoki server) {
        this(server, List.of(), DEFAULT_LIMIT);
    }

    private ArrivedEvents(DevLoki server, List<EventCondition> conditions, Duration limit) {
        this.server = server;
        this.conditions = conditions;
        this.limit = limit;
    }

    /**
     * Events of a level.
     *
     * @param level the level's name, or a level of SLF4J, Log4j2 or fapilog; upper and lower case are equal
     */
    public ArrivedEvents withLevel(Object level) {
        return with("level " + level, event -> event.level().equalsIgnoreCase(level.toString()));
    }

    /** Events of the logger {@code name}. */
    public ArrivedEvents withLogger(String name) {
        return with("logger " + name, event -> event.hasField("logger", name));
    }

    /** Events whose message contains {@code part}. */
    public ArrivedEvents withMessage(String part) {
        return with("message with \"" + part + "\"", event -> event.message().contains(part));
    }

    /** Events with an exception of {@code type}, which is compared with the name of its class. */
    public ArrivedEvents withException(Class<? extends Throwable> type) {
        return with("exception " + type.getName(), event -> event.hasField("exception_type", type.getName()));
    }

    /**
     * Events with a field of this value.
     *
     * @param name the name of the field
     * @param value its value: numbers are equal if their values are, all else if its text is
     */
    public ArrivedEvents withField(String name, Object value) {
        return with("field " + name + " = " + value, event -> event.hasField(name, value));
    }

    /** Events with a field {@code name} of any value. */
    public ArrivedEvents withField(String name) {
        return with("field " + name, event -> event.hasField(name));
    }

    /** Events of the streams with this label. */
    public ArrivedEvents withLabel(String name, String value) {
        return with("label " + name + " = " + value, event -> event.hasLabel(name, value));
    }

    /** Events of {@code tenant}. */
    public ArrivedEvents withTenant(String tenant) {
        return with("tenant " + tenant, event -> event.hasTenant(tenant));
    }

    /** The same events, with assertions that wait at most {@code wait}. Zero does not wait. */
    public ArrivedEvents within(Duration wait) {
        return new ArrivedEvents(server, conditions, wait);
    }

    private ArrivedEvents with(String text, Predicate<ArrivedEvent> condition) {
        List<EventCondition> all = new ArrayList<>(conditions);
        all.add(new EventCondition(text, condition));
        return new ArrivedEvents(server, List.copyOf(all), limit);
    }

    /**
     * Asserts that there are events whose messages contain {@code parts}, one event for each and in this order. Other
     * events may lie between them.
     */
    public void inOrder(String... parts) {
        List<String> wanted = List.of(parts);
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("inOrder needs the parts of messages");
        }
        await(new OrderExpectation(wanted));
    }

    /** Asserts that there are {@code count} events. Waits until there are that many, and fails at once if there are more. */
    public void hasSize(int count) {
        await(new SizeExpectation(count));
    }

    /** Asserts that there is no such event. Does not wait: the logging system must have been flushed before. */
    public void isEmpty() {
        within(Duration.ZERO).hasSize(0);
    }

    /** The first of the events. Waits until there is one. */
    public StoredEntry first() {
        return await(new AnyExpectation()).get(0).entry();
    }

    /** The events that are there now. Does not wait. */
    public List<StoredEntry> list() {
        return matching(arrived()).stream().map(ArrivedEvent::entry).toList();
    }

    private List<ArrivedEvent> await(EventExpectation expectation) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            long seen = server.arrivals();
            List<ArrivedEvent> arrived = arrived();
            List<ArrivedEvent> matching = matching(arrived);
            if (expectation.isMetBy(matching)) {
                return matching;
            }
            boolean hope = expectation.canBeMetAfter(matching);
            if (!hope || !server.awaitArrival(seen, end - System.nanoTime())) {
                throw new AssertionError(
                        new EventMismatch(expectation, conditions, limit).text(arrived, matching, server.pushes()));
            }
        }
    }

    private List<ArrivedEvent> arrived() {
        return server.entries().stream().map(ArrivedEvent::new).toList();
    }

    private List<ArrivedEvent> matching(List<ArrivedEvent> arrived) {
        return arrived.stream()
                .filter(event -> conditions.stream().allMatch(condition -> condition.accepts(event)))
                .toList();
    }

    /** What was asked for, without what arrived. */
    @Override
    public String toString() {
        return "events" + EventCondition.text(conditions);
    }
}
