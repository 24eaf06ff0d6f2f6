package io.fapilog.json;

import io.fapilog.LogEvent;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of an exception with its causes and suppressed exceptions, in the form of {@link Throwable#printStackTrace}.
 * An exception whose methods throw, or that contains itself, affects only its own text. For one thread.
 */
final class StackTraceText {
    private static final int MOST_NESTED = 64;
    /** More than any real exception has; stops one that creates a new cause at each call. */
    private static final int MOST_DROPPED = 1 << 26;

    private final StringBuilder out = new StringBuilder(1024);
    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final String type;
    private final @Nullable String message;
    private final int mostChars;
    private long droppedBytes;

    private StackTraceText(String type, @Nullable String message, int mostChars) {
        this.type = type;
        this.message = message;
        this.mostChars = mostChars;
    }

    /**
     * The text of the exception of {@code event}, truncated to {@code mostChars}; null when there is no exception.
     */
    static @Nullable StackTraceText of(LogEvent event, int mostChars) {
        Throwable throwable = event.throwable();
        if (throwable != null) {
            return of(throwable, mostChars);
        }
        LogEvent.Rendered rendered = event.rendered();
        return rendered == null ? null : of(rendered, mostChars);
    }

    /** The text of {@code thrown}, truncated to {@code mostChars}. */
    static StackTraceText of(Throwable thrown, int mostChars) {
        StackTraceText text = new StackTraceText(thrown.getClass().getName(), messageOf(thrown), mostChars);
        text.append(thrown, "", "", new StackTraceElement[0], 0);
        return text;
    }

    private static StackTraceText of(LogEvent.Rendered thrown, int mostChars) {
        StackTraceText text = new StackTraceText(thrown.type(), thrown.message(), mostChars);
        text.out.append(thrown.stackTrace());
        text.forgetBeyondLimit();
        return text;
    }

    /** The class of the exception. */
    String type() {
        return type;
    }

    /** The message of the exception, or a text that names what its method has thrown. */
    @Nullable
    String message() {
        return message;
    }

    /** The stack trace, perhaps truncated. */
    String text() {
        return out.toString();
    }

    /** The number of bytes of JSON that the truncation has removed. */
    long droppedBytes() {
        return droppedBytes;
    }

    private void append(Throwable thrown, String caption, String indent, StackTraceElement[] outer, int depth) {
        if (droppedBytes > MOST_DROPPED) {
            return;
        }
        out.append(indent).append(caption);
        if (depth > MOST_NESTED) {
            out.append("[more than ").append(MOST_NESTED).append(" nested, the others left out]");
            endLine();
            return;
        }
        if (!seen.add(thrown)) {
            out.append("[CIRCULAR REFERENCE: ").append(title(thrown)).append(']');
            endLine();
            return;
        }
        out.append(title(thrown));
        endLine();
        StackTraceElement[] frames = frames(thrown);
        frames(frames, outer, indent);
        for (Throwable suppressed : thrown.getSuppressed()) {
            append(suppressed, "Suppressed: ", indent + "\t", frames, depth + 1);
        }
        Throwable cause = cause(thrown);
        if (cause != null) {
            append(cause, "Caused by: ", indent, frames, depth + 1);
        }
    }

    private void frames(StackTraceElement[] frames, StackTraceElement[] outer, String indent) {
        int own = frames.length - common(frames, outer);
        for (int i = 0; i < own; i++) {
            out.append(indent).append("\tat ").append(frames[i]);
            endLine();
        }
        if (own < frames.length) {
            out.append(indent).append("\t... ").append(frames.length - own).append(" more");
            endLine();
        }
    }

    private void endLine() {
        out.append('\n');
        forgetBeyondLimit();
    }

    /** Counts what exceeds the limit, so that the size of the whole text is known, and discards it. */
    private void forgetBeyondLimit() {
        if (out.length() > mostChars) {
            int end = Character.isHighSurrogate(out.charAt(mostChars - 1)) ? mostChars - 1 : mostChars;
            droppedBytes += Utf8Json.size(out, end);
            out.setLength(end);
        }
    }

    private static int common(StackTraceElement[] frames, StackTraceElement[] outer) {
        int common = 0;
        while (common < frames.length
                && common < outer.length
                && Objects.equals(frames[frames.length - 1 - common], outer[outer.length - 1 - common])) {
            common++;
        }
        return common;
    }

    /** The result of {@code toString}, as in {@code printStackTrace}; if it throws, class and message. */
    @SuppressWarnings("CatchingUnchecked")
    private static String title(Throwable thrown) {
        try {
            return String.valueOf(thrown);
        } catch (Throwable e) {
            return thrown.getClass().getName() + ": " + messageOf(thrown);
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private static @Nullable String messageOf(Throwable thrown) {
        try {
            return thrown.getLocalizedMessage();
        } catch (Throwable e) {
            return "[getMessage failed: " + e.getClass().getName() + "]";
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private static StackTraceElement[] frames(Throwable thrown) {
        try {
            StackTraceElement[] frames = thrown.getStackTrace();
            return frames == null ? new StackTraceElement[0] : frames;
        } catch (Throwable e) {
            return new StackTraceElement[0];
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private static @Nullable Throwable cause(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable e) {
            return null;
        }
    }
}
