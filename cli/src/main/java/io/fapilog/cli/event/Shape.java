package io.fapilog.cli.event;

/** A layout of plain lines that is recognised by its form, without configuration. It keeps no state between lines. */
interface Shape {
    /**
     * Reads what {@code line} from {@code from} on says of its event into {@code draft}, if it has this layout. A line
     * that has another one is refused after a few characters. Takes time in proportion to the length of the line at
     * most.
     *
     * @return whether it has
     */
    boolean read(String line, int from, EventDraft draft);
}
