package io.fapilog.verification.load;

import java.util.List;

/**
 * What was measured in one run.
 *
 * @param phases before, away, draining and after
 * @param backlog how many events were kept when the server came back
 * @param drain how they went
 * @param end the account of the application when all was settled
 * @param arrived the account of the receiver then
 */
record OutageResult(List<Phase> phases, long backlog, Drain drain, State end, State arrived) {
    /** Whether every event that was logged has arrived, or was counted as dropped. */
    boolean isAccountedFor() {
        return end.get("balances") == 1
                && end.get("failed") == 0
                && end.get("accepted") == end.get("logged")
                && end.get("delivered") + end.get("dropped") == end.get("logged")
                && arrived.get("distinct") == end.get("delivered");
    }
}
