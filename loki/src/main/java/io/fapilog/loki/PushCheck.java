package io.fapilog.loki;

import java.io.IOException;

/** Pushes one marked event as the sink would, and explains the answer. */
final class PushCheck {
    private static final String PUSH = "push";

    private final LokiSettings settings;
    private final Probe probe;
    private final ClockCheck clock;
    private final CheckFindings findings;

    PushCheck(LokiSettings settings, Probe probe, ClockCheck clock, CheckFindings findings) {
        this.settings = settings;
        this.probe = probe;
        this.clock = clock;
        this.findings = findings;
    }

    /** Returns whether the server has taken {@code event}. */
    boolean run(MarkedEvent event) {
        try {
            Probe.Reply reply = push(event.batch());
            Verdict verdict = Answers.judge(reply.answer(), event.batch(), event.timestamp());
            if (verdict instanceof Verdict.MetadataRefused || verdict instanceof Verdict.MetadataFatal) {
                findings.warn(
                        "metadata",
                        "the server refuses structured metadata (" + reply.status() + "), so the sink sends none: "
                                + findings.theirs(reply.text()),
                        "set metadata=none, or allow it in Loki: allow_structured_metadata, with schema v13");
                reply = push(event.batch().withoutMetadata());
            }
            return judge(reply, event);
        } catch (IOException e) {
            findings.fail(
                    PUSH, "there is no answer to the push: " + findings.theirs(e), "check what stands before Loki");
            return false;
        }
    }

    private Probe.Reply push(SealedBatch batch) throws IOException {
        Probe.Reply reply = probe.push(batch);
        clock.note(reply);
        return reply;
    }

    private boolean judge(Probe.Reply reply, MarkedEvent event) {
        PushExplanation explanation = PushExplanation.of(reply.answer(), settings, clock.words());
        if (explanation == null) {
            findings.ok(
                    PUSH,
                    "taken in " + reply.duration() + " (" + reply.status() + "): "
                            + settings.batches().wire().contentType() + ", " + event.labels()
                            + (event.metadata().isEmpty() ? "" : ", metadata " + event.metadata()));
            return true;
        }
        String location = reply.answer().location();
        String theirs = findings.theirs(location.isEmpty() ? reply.text() : location);
        findings.fail(PUSH, explanation.sentence() + (theirs.isEmpty() ? "" : ": " + theirs), explanation.mend());
        return false;
    }
}
