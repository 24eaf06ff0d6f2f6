package io.fapilog.loki;

import io.fapilog.Finding;
import java.util.function.Consumer;

/** The results of the check of one sink, told as soon as they are known. For one thread. */
final class CheckFindings {
    private final String sink;
    private final Redaction redaction;
    private final Consumer<Finding> target;

    CheckFindings(LokiSettings settings, Consumer<Finding> target) {
        this.sink = settings.endpoint().name();
        this.redaction = new Redaction(settings::hidden);
        this.target = target;
    }

    void ok(String subject, String sentence) {
        target.accept(new Finding(sink, Finding.Outcome.OK, subject, sentence, ""));
    }

    void warn(String subject, String sentence, String mend) {
        target.accept(new Finding(sink, Finding.Outcome.WARN, subject, sentence, mend));
    }

    void fail(String subject, String sentence, String mend) {
        target.accept(new Finding(sink, Finding.Outcome.FAIL, subject, sentence, mend));
    }

    /** Words of a server, of the system or of the JDK: one short line without secrets. */
    String theirs(String text) {
        return redaction.show(text);
    }

    /** The words of {@code failure}. */
    String theirs(Throwable failure) {
        return theirs(Hints.words(failure));
    }
}
