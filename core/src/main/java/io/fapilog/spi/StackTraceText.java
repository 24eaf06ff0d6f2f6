package io.fapilog.spi;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Renders a throwable with its causes and suppressed ones, in the form of {@link Throwable#printStackTrace}. A throwable
 * whose methods throw, or that contains itself, costs nothing but its own text.
 */
final class StackTraceText {
    private static final int MOST_NESTED = 64;

    private final StringBuilder out = new StringBuilder(1024);
    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final int mostChars;

    private StackTraceText(int mostChars) {
        this.mostChars = mostChars;
    }

    /** Renders {@code thrown}, and stops soon after {@code mostChars}. */
    static String of(Throwable thrown, int mostChars) {
        StackTraceText text = new StackTraceText(mostChars);
        text.append(thrown, "", "", new StackTraceElement[0], 0);
        return text.out.toString();
    }

    /** The message of {@code thrown}, or what hinders it. */
    @SuppressWarnings("CatchingUnchecked")
    static @Nullable String message(Throwable thrown) {
        try {
            return thrown.getLocalizedMessage();
        } catch (Throwable e) {
            return "[getMessage failed: " + e.getClass().getName() + "]";
        }
    }

    private void append(Throwable thrown, String caption, String indent, StackTraceElement[] outer, int depth) {
        if (out.length() > mostChars || depth > MOST_NESTED) {
            return;
        }
        out.append(indent).append(caption);
        if (!seen.add(thrown)) {
            out.append("[CIRCULAR REFERENCE: ").append(title(thrown)).append("]\n");
            return;
        }
        out.append(title(thrown)).append('\n');
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
        for (int i = 0; i < own && out.length() <= mostChars; i++) {
            out.append(indent).append("\tat ").append(frames[i]).append('\n');
        }
        if (own < frames.length) {
            out.append(indent).append("\t... ").append(frames.length - own).append(" more\n");
        }
    }

    private static int common(StackTraceElement[] frames, StackTraceElement[] outer) {
        int common = 0;
        while (common < frames.length
                && common < outer.length
                && frames[frames.length - 1 - common].equals(outer[outer.length - 1 - common])) {
            common++;
        }
        return common;
    }

    private static String title(Throwable thrown) {
        String message = message(thrown);
        String type = thrown.getClass().getName();
        return message == null ? type : type + ": " + message;
    }

    @SuppressWarnings("CatchingUnchecked")
    private static StackTraceElement[] frames(Throwable thrown) {
        try {
            return thrown.getStackTrace();
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
