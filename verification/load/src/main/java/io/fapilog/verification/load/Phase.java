package io.fapilog.verification.load;

/**
 * A phase of a run.
 *
 * @param name the name in the report
 * @param calls the times of the log calls in this phase
 * @param start the state of the application at the start
 * @param end the state of the application at the end
 */
record Phase(String name, State calls, State start, State end) {
    /** The processor time of the whole process per logged event, in nanoseconds. */
    long processorNanosPerEvent() {
        long events = end.get("logged") - start.get("logged");
        return (end.get("processor") - start.get("processor")) / Math.max(1, events);
    }
}
