package io.fapilog.verification.load;

/**
 * A part of a run.
 *
 * @param name what it is called in the report
 * @param calls how long the log calls took within it
 * @param start the account of the application at its start
 * @param end and at its end
 */
record Phase(String name, State calls, State start, State end) {
    /** What the whole process has spent of its processors, in nanoseconds for each event that was logged. */
    long processorNanosPerEvent() {
        long events = end.get("logged") - start.get("logged");
        return (end.get("processor") - start.get("processor")) / Math.max(1, events);
    }
}
