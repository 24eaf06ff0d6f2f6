package io.fapilog.devloki.logql;

/**
 * The entries of a log query within a time before each step.
 *
 * @param log the log query
 * @param nanos the length of the time
 * @param offset how far it is shifted into the past
 * @param unwrap the label whose value is used, {@link Unwrap#NONE} for none
 */
record LogRange(LogExpr log, long nanos, long offset, Unwrap unwrap) {
    @Override
    public String toString() {
        String shifted = offset == 0 ? "" : " offset " + GoText.duration(offset);
        return log + unwrap.toString() + "[" + GoText.prometheusDuration(nanos) + "]" + shifted;
    }
}
