package io.fapilog.devloki;

import java.util.List;

/** What is required of all events that match the conditions. */
interface EventExpectation {
    boolean isMetBy(List<ArrivedEvent> events);

    /** Whether further events could meet it. */
    default boolean canBeMetAfter(List<ArrivedEvent> events) {
        return true;
    }

    /** The requirement, as the first lines of a failure, with what is missing among {@code events}. */
    String text(String conditions, List<ArrivedEvent> events);
}
