package io.fapilog.verification.load;

/**
 * A part of a run.
 *
 * @param name what it is called in the report
 * @param calls how long the log calls took within it
 * @param end the account of the application at its end
 */
record Phase(String name, State calls, State end) {}
