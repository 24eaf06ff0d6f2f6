package io.fapilog.cli.event;

import io.fapilog.LogEvent;

/** Takes the events that lines became. */
@FunctionalInterface
public interface EventConsumer {
    /**
     * Takes an event.
     *
     * @param end the position in the file up to which all lines belong to this event or to events before it. It is the one
     *     behind the event's last line, unless an earlier line waits for its continuation.
     */
    void event(LogEvent event, long end);
}
