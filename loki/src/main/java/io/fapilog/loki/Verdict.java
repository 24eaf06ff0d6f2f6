package io.fapilog.loki;

import io.fapilog.DropReason;
import java.util.List;

/**
 * What an answer means for the batch. Each kind knows its {@link Outcome}, so a new kind of answer is one new record
 * here and one new line in {@link Answers}.
 */
sealed interface Verdict {
    /** What is done about {@code batch}. Changes nothing. */
    Outcome outcome(Answer answer, SealedBatch batch);

    /** The server has stored all events. */
    record Delivered() implements Verdict {
        @Override
        public Outcome outcome(Answer answer, SealedBatch batch) {
            return Outcome.delivered();
        }
    }

    /**
     * The server has refused events for good and stored the others.
     *
     * @param refused the number of refused events
     */
    record Rejected(long refused) implements Verdict {
        @Override
        public Outcome outcome(Answer answer, SealedBatch batch) {
            return Outcome.rejected(refused, refusal(Long.toString(refused), answer, batch));
        }
    }

    /** The server has refused an unknown number of events for good and stored the others. */
    record Uncertain() implements Verdict {
        @Override
        public Outcome outcome(Answer answer, SealedBatch batch) {
            return Outcome.uncertain(refusal("an unknown number", answer, batch));
        }
    }

    /**
     * The server cannot store the push at present.
     *
     * @param after the nanoseconds that the server asked us to wait, or -1
     */
    record Retry(long after) implements Verdict {
        @Override
        public Outcome outcome(Answer answer, SealedBatch batch) {
            return Outcome.retry(after, retry(answer));
        }
    }

    /**
     * The server takes no more at present because of a limit of the rate.
     *
     * @param after the nanoseconds that the server asked us to wait, or -1
     */
    record Limited(long after) implements Verdict {
        @Override
        public Outcome outcome(Answer answer, SealedBatch batch) {
            return Outcome.limited(after, retry(answer));
        }
    }

    /**
     * The push is over the limit of the rate by itself.
     *
     * @param after the nanoseconds that the server asked us to wait, or -1
     */
    record Oversized(long after) implements Verdict {
        @Override
        public Outcome outcome(Answer answer, SealedBatch batch) {
            if (batch.events() == 1) {
                // Perhaps the server takes it when its limit is not used up by others.
                return Outcome.oversized(after, retry(answer));
            }
            String own = "a push of " + batch.events() + " events is over the rate limit of the server by itself and is"
                    + " sent in parts; lower batch_bytes, or raise the limit";
            return Outcome.splitOversized(batch, Report.warning("split", own, answer.text()));
        }
    }

    /** The server refuses pushes until somebody changes a configuration, here or there. */
    record RetrySlowly() implements Verdict {
        @Override
        public Outcome outcome(Answer answer, SealedBatch batch) {
            String own = "the server answers " + answer.status() + "; the events are kept; " + Hints.of(answer);
            String theirs = answer.location().isEmpty() ? answer.text() : answer.location();
            return Outcome.retrySlowly(Report.failure(key(answer), own, theirs));
        }
    }

    /** The push is too large for the server. */
    record TooLarge() implements Verdict {
        @Override
        public Outcome outcome(Answer answer, SealedBatch batch) {
            if (batch.events() == 1) {
                String own = "a single event is too large for the server and is dropped";
                return Outcome.tooLarge(batch, own, answer.text());
            }
            String own = "a push of " + batch.events()
                    + " events is too large for the server and is sent in parts; lower batch_bytes to avoid this";
            return Outcome.split(batch, Report.warning("split", own, answer.text()));
        }
    }

    /** The server accepts no structured metadata. */
    record MetadataRefused() implements Verdict {
        @Override
        public Outcome outcome(Answer answer, SealedBatch batch) {
            String own = "the server accepts no structured metadata, so none is sent from now on. Set metadata=none, or"
                    + " allow structured metadata in Loki";
            Report report = Report.warning("metadata", own, answer.text());
            return Outcome.withoutMetadata(batch, Outcome.Signal.METADATA_REFUSED, List.of(report));
        }
    }

    /** The server fails because of the structured metadata of this push. */
    record MetadataFatal() implements Verdict {
        @Override
        public Outcome outcome(Answer answer, SealedBatch batch) {
            String own =
                    "the server fails because of the structured metadata of a push, which is sent again without it";
            Report report = Report.warning("metadata", own, answer.text());
            return Outcome.withoutMetadata(batch, Outcome.Signal.NONE, List.of(report));
        }
    }

    /** The server will never accept such a push. */
    record Unsupported() implements Verdict {
        @Override
        public Outcome outcome(Answer answer, SealedBatch batch) {
            String own = "the server answers " + answer.status() + " and will never accept a push; " + batch.events()
                    + " events are dropped";
            return Outcome.dropped(DropReason.UNSUPPORTED, own, answer.text());
        }
    }

    private static String key(Answer answer) {
        return "status " + answer.status();
    }

    private static Report retry(Answer answer) {
        String own = "the server answers " + answer.status() + "; the push will be retried";
        return Report.failure(key(answer), own, answer.text());
    }

    private static Report refusal(String share, Answer answer, SealedBatch batch) {
        String own = "the server has refused " + share + " of " + batch.events() + " events with " + answer.status();
        return Report.warning("rejected", own, answer.text());
    }
}
