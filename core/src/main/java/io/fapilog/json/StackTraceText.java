package io.fapilog.json;

import io.fapilog.LogEvent;
import io.fapilog.Thrown;
import org.jspecify.annotations.Nullable;

/**
 * The text of an exception with its causes and suppressed exceptions, in the form of {@link Throwable#printStackTrace}.
 * For one thread.
 */
final class StackTraceText {
    private final StringBuilder out = new StringBuilder(1024);
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
        Thrown thrown = event.thrown();
        if (thrown != null) {
            return of(thrown, mostChars);
        }
        LogEvent.Rendered rendered = event.rendered();
        return rendered == null ? null : of(rendered, mostChars);
    }

    /** The text of {@code thrown}, truncated to {@code mostChars}. */
    static StackTraceText of(Thrown thrown, int mostChars) {
        StackTraceText text = new StackTraceText(thrown.type(), thrown.message(), mostChars);
        text.append(thrown, "", "");
        return text;
    }

    private static StackTraceText of(LogEvent.Rendered thrown, int mostChars) {
        StackTraceText text = new StackTraceText(thrown.type(), thrown.message(), mostChars);
        text.append(thrown.stackTrace());
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

    private void append(Thrown thrown, String caption, String indent) {
        append(indent);
        append(caption);
        appendTitle(thrown);
        append("\n");
        for (StackTraceElement frame : thrown.frames()) {
            append(indent);
            append("\tat ");
            append(String.valueOf(frame));
            append("\n");
        }
        if (thrown.moreFrames() > 0) {
            append(indent);
            append("\t... " + thrown.moreFrames() + " more\n");
        }
        for (Thrown suppressed : thrown.suppressed()) {
            append(suppressed, "Suppressed: ", indent + "\t");
        }
        if (thrown.cause() != null) {
            append(thrown.cause(), "Caused by: ", indent);
        }
    }

    /** Does not join type and message, since the message may be huge. */
    private void appendTitle(Thrown thrown) {
        String own = thrown.ownTitle();
        append(own == null ? thrown.type() : own);
        String itsMessage = thrown.message();
        if (own == null && itsMessage != null) {
            append(": ");
            append(itsMessage);
        }
    }

    /** Appends what fits, and counts the rest, so that the size of the whole text is known. */
    private void append(String text) {
        int fits = Math.min(text.length(), mostChars - out.length());
        if (fits == text.length() && droppedBytes == 0) {
            out.append(text);
            return;
        }
        if (droppedBytes > 0) {
            fits = 0;
        } else if (fits > 0 && Character.isHighSurrogate(text.charAt(fits - 1))) {
            fits--;
        }
        out.append(text, 0, fits);
        droppedBytes += Utf8Json.size(text, fits);
    }
}
