package io.fapilog.devloki;

import java.util.List;

/**
 * Requires events whose messages contain texts, in the order of the texts.
 *
 * @param parts the texts
 */
record OrderExpectation(List<String> parts) implements EventExpectation {
    @Override
    public boolean isMetBy(List<ArrivedEvent> events) {
        return found(events) == parts.size();
    }

    /** The number of texts found, each behind the event of the one before it. */
    private int found(List<ArrivedEvent> events) {
        int found = 0;
        for (ArrivedEvent event : events) {
            if (found < parts.size() && event.message().contains(parts.get(found))) {
                found++;
            }
        }
        return found;
    }

    @Override
    public String text(String conditions, List<ArrivedEvent> events) {
        int found = found(events);
        StringBuilder text = new StringBuilder("expected, in this order, events" + conditions);
        for (int i = 0; i < parts.size(); i++) {
            text.append("\n  ")
                    .append(i + 1)
                    .append(". \"")
                    .append(parts.get(i))
                    .append('"');
            if (i == found) {
                text.append(i == 0 ? "  <- is in none" : "  <- is in none after the event of " + i);
            }
        }
        return text.toString();
    }
}
