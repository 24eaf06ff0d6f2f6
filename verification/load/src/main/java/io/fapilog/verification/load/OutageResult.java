package io.fapilog.verification.load;

import java.util.List;

/**
 * The measurements of one run.
 *
 * @param phases before, outage, draining and after
 * @param backlog the number of events that were pending or spooled at the end of the outage
 * @param drain the delivery of the backlog
 * @param end the state of the application when every event was settled
 * @param arrived the state of the server at that time
 */
record OutageResult(List<Phase> phases, long backlog, Drain drain, State end, State arrived) {
    /** Whether every logged event has arrived or is counted as dropped. */
    boolean isAccountedFor() {
        return end.get("balances") == 1
                && end.get("failed") == 0
                && end.get("accepted") == end.get("logged")
                && end.get("delivered") + end.get("dropped") == end.get("logged")
                && arrived.get("distinct") == end.get("delivered");
    }
}
