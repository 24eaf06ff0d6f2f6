package io.fapilog.devloki.logql;

/** Thrown when a template cannot be executed on a row. */
final class TemplateFault extends Exception {
    private static final long serialVersionUID = 1L;

    TemplateFault(String message) {
        super(message, null, false, false);
    }
}
