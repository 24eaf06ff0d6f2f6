package io.fapilog.devloki;

import java.util.List;

/** Requires at least one event. */
final class AnyExpectation implements EventExpectation {
    @Override
    public boolean isMetBy(List<ArrivedEvent> events) {
        return !events.isEmpty();
    }

    @Override
    public String text(String conditions, List<ArrivedEvent> events) {
        return "expected an event" + conditions;
    }
}
