package io.fapilog.redact;

import io.fapilog.LogEvent;
import io.fapilog.Thrown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Masks the texts of exceptions, with their causes and suppressed exceptions. For one thread. */
final class ThrownRedaction {
    private static final StackTraceElement[] NO_FRAMES = {};

    private final TextRedaction texts;

    ThrownRedaction(TextRedaction texts) {
        this.texts = texts;
    }

    /** {@code thrown} with its texts masked; the same object if there is nothing to mask. */
    @SuppressWarnings("ReferenceEquality") // the same object is returned if there is nothing to mask
    Thrown mask(Thrown thrown) {
        // The type of a note is its text, which may contain a message.
        String type = texts.mask(thrown.type());
        String message = text(thrown.message());
        String title = text(thrown.ownTitle());
        List<Thrown> suppressed = masked(thrown.suppressed());
        Thrown inner = thrown.cause();
        Thrown cause = inner == null ? null : mask(inner);
        if (type == thrown.type()
                && message == thrown.message()
                && title == thrown.ownTitle()
                && suppressed == thrown.suppressed()
                && cause == inner) {
            return thrown;
        }
        return Thrown.recorded(
                type, message, title, thrown.frames().toArray(NO_FRAMES), thrown.moreFrames(), suppressed, cause);
    }

    /** {@code rendered} with its texts masked; the same object if there is nothing to mask. */
    @SuppressWarnings("ReferenceEquality")
    LogEvent.Rendered mask(LogEvent.Rendered rendered) {
        String type = texts.mask(rendered.type());
        String message = text(rendered.message());
        String stackTrace = texts.mask(rendered.stackTrace());
        boolean isSame =
                type == rendered.type() && message == rendered.message() && stackTrace == rendered.stackTrace();
        return isSame ? rendered : new LogEvent.Rendered(type, message, stackTrace);
    }

    @SuppressWarnings("ReferenceEquality")
    private List<Thrown> masked(List<Thrown> all) {
        List<Thrown> copy = all;
        for (int i = 0; i < all.size(); i++) {
            Thrown masked = mask(all.get(i));
            if (copy == all && masked != all.get(i)) {
                copy = new ArrayList<>(all);
            }
            if (copy != all) {
                copy.set(i, masked);
            }
        }
        return copy;
    }

    private @Nullable String text(@Nullable String text) {
        return text == null ? null : texts.mask(text);
    }
}
