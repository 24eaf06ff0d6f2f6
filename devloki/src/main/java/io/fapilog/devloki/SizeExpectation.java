package io.fapilog.devloki;

import java.util.List;

/**
 * Requires a number of events.
 *
 * @param count the number
 */
record SizeExpectation(int count) implements EventExpectation {
    @Override
    public boolean isMetBy(List<ArrivedEvent> events) {
        return events.size() == count;
    }

    @Override
    public boolean canBeMetAfter(List<ArrivedEvent> events) {
        return events.size() < count;
    }

    @Override
    public String text(String conditions, List<ArrivedEvent> events) {
        return "expected " + (count == 0 ? "no" : count) + (count == 1 ? " event" : " events") + conditions;
    }
}
