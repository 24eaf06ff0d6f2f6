package io.fapilog.devloki;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is required of an event.
 *
 * @param text the requirement as a failure states it
 * @param condition true for the events that fulfil it
 */
record EventCondition(String text, Predicate<ArrivedEvent> condition) {

    boolean accepts(ArrivedEvent event) {
        return condition.test(event);
    }

    /** The requirements after the word "events", empty if there are none. */
    static String text(List<EventCondition> conditions) {
        return conditions.isEmpty()
                ? ""
                : conditions.stream().map(EventCondition::text).collect(Collectors.joining(", ", " with ", ""));
    }
}
