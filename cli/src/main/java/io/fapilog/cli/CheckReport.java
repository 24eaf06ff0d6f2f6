package io.fapilog.cli;

import io.fapilog.Finding;

/** Prints the results of a check. For one thread. */
abstract class CheckReport {
    private boolean failure;
    private boolean warning;

    /** Takes a result. */
    final void add(Finding finding) {
        failure |= finding.outcome() == Finding.Outcome.FAIL;
        warning |= finding.outcome() == Finding.Outcome.WARN;
        print(finding);
    }

    /** Whether any result is a FAIL. */
    final boolean isFailure() {
        return failure;
    }

    /** The worst outcome. */
    final Finding.Outcome worst() {
        if (failure) {
            return Finding.Outcome.FAIL;
        }
        return warning ? Finding.Outcome.WARN : Finding.Outcome.OK;
    }

    abstract void print(Finding finding);

    /** There are no more results. */
    abstract void end();
}
