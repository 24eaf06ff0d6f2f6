package io.fapilog;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exception as it was at a log call, with its causes and suppressed exceptions: their texts and frames, without the
 * {@link Throwable} itself, which may change later and whose methods are code of the application. Immutable.
 */
public final class Thrown {
    private static final StackTraceElement[] NO_FRAMES = {};
    /** This object without what it refers to. */
    private static final long OWN = HeapSize.object(6 * HeapSize.REFERENCE + 12);

    private static final long LIST = HeapSize.object(2 * HeapSize.REFERENCE);
    /** A frame; its names are texts of its class, which all events share. */
    private static final long FRAME = HeapSize.object(7 * HeapSize.REFERENCE + 5);

    private final String type;
    private final @Nullable String message;
    private final @Nullable String ownTitle;
    private final StackTraceElement[] frames;
    private final int moreFrames;
    private final List<Thrown> suppressed;
    private final @Nullable Thrown cause;
    private final long size;

    /** Keeps {@code frames}. */
    Thrown(
            String type,
            @Nullable String message,
            @Nullable String title,
            StackTraceElement[] frames,
            int moreFrames,
            List<Thrown> suppressed,
            @Nullable Thrown cause) {
        this.type = type;
        this.message = message;
        this.ownTitle = title == null || isOf(title, type, message) ? null : title;
        this.frames = frames;
        this.moreFrames = moreFrames;
        this.suppressed = List.copyOf(suppressed);
        this.cause = cause;
        this.size = estimate();
    }

    /**
     * Records {@code throwable}. Calls its methods on the calling thread; what they throw affects only the text that
     * they should have given. Bounded: of an exception with thousands of causes, suppressed exceptions or frames, the
     * first ones are recorded. One for which stack or memory do not suffice says so.
     */
    public static Thrown of(Throwable throwable) {
        try {
            return new ThrownCapture().capture(throwable);
        } catch (Throwable e) {
            // The operator + is linked at its first use, for which there may be no stack left.
            Thrown note = note("[the exception cannot be recorded: "
                    .concat(e.getClass().getName())
                    .concat("]"));
            return new Thrown(throwable.getClass().getName(), null, null, NO_FRAMES, 0, List.of(), note);
        }
    }

    /**
     * The record of an exception that a logging framework has made, for its adapter.
     *
     * @param type the name of its class
     * @param message its message
     * @param title the first line of its stack trace, the result of {@code toString}; null for type and message
     * @param frames its frames, without those at the end that it has in common with the exception around it
     * @param moreFrames how many frames it has besides these
     * @param suppressed the suppressed exceptions
     * @param cause the cause
     */
    public static Thrown recorded(
            String type,
            @Nullable String message,
            @Nullable String title,
            StackTraceElement[] frames,
            int moreFrames,
            List<Thrown> suppressed,
            @Nullable Thrown cause) {
        return new Thrown(type, message, title, frames.clone(), moreFrames, suppressed, cause);
    }

    /** A line of a stack trace in place of an exception, such as {@code [CIRCULAR REFERENCE: …]}. */
    public static Thrown note(String text) {
        return new Thrown(text, null, null, NO_FRAMES, 0, List.of(), null);
    }

    /** The name of the class. */
    public String type() {
        return type;
    }

    /** The message, or a text that names what {@code getMessage} has thrown. */
    public @Nullable String message() {
        return message;
    }

    /** The first line of the stack trace. */
    public String title() {
        if (ownTitle != null) {
            return ownTitle;
        }
        return message == null ? type : type + ": " + message;
    }

    /** The first line of the stack trace if it is another one than type and message; otherwise null. */
    public @Nullable String ownTitle() {
        return ownTitle;
    }

    /** The frames, without those at the end that it has in common with the exception around it. */
    public List<@Nullable StackTraceElement> frames() {
        return Collections.unmodifiableList(Arrays.asList(frames));
    }

    /** How many frames it has besides these: those in common, and those beyond the bound of a record. */
    public int moreFrames() {
        return moreFrames;
    }

    /** The suppressed exceptions. */
    public List<Thrown> suppressed() {
        return suppressed;
    }

    /** The cause. */
    public @Nullable Thrown cause() {
        return cause;
    }

    @Override
    public String toString() {
        return title();
    }

    /** The memory that it holds, with its causes and suppressed exceptions, in bytes. */
    long size() {
        return size;
    }

    private long estimate() {
        long estimate = OWN + HeapSize.text(message) + HeapSize.text(ownTitle);
        estimate += HeapSize.references(frames.length) + FRAME * frames.length;
        estimate += suppressed.isEmpty() ? 0 : LIST + HeapSize.references(suppressed.size());
        for (Thrown each : suppressed) {
            estimate += each.size;
        }
        return estimate + (cause == null ? 0 : cause.size);
    }

    /** Whether {@code title} is what {@link Throwable#toString} gives for {@code type} and {@code message}. */
    private static boolean isOf(String title, String type, @Nullable String message) {
        if (message == null) {
            return title.equals(type);
        }
        return title.length() == type.length() + 2 + message.length()
                && title.startsWith(type)
                && title.startsWith(": ", type.length())
                && title.endsWith(message);
    }
}
