package io.fapilog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One walk through an exception, its causes and suppressed exceptions, in the order of {@link
 * Throwable#printStackTrace}. Runs code of the application, and guards each call. Its bounds are beyond what real
 * exceptions have; they stop one that creates a new cause at each call.
 */
final class ThrownCapture {
    private static final int MOST_NESTED = 64;
    private static final int MOST_EXCEPTIONS = 1_000;
    private static final int MOST_FRAMES = 1 << 16;
    /** The characters of all messages together after which no other exception is recorded. */
    private static final int MOST_CHARACTERS = 1 << 20;

    /** The characters of all names of a frame. */
    private static final int LONGEST_FRAME = 4_096;

    private static final StackTraceElement[] NO_FRAMES = {};

    private final List<Throwable> seen = new ArrayList<>();
    private int frames;
    private long characters;

    Thrown capture(Throwable thrown) {
        return capture(thrown, NO_FRAMES, 0);
    }

    private Thrown capture(Throwable thrown, StackTraceElement[] outer, int depth) {
        if (depth > MOST_NESTED) {
            return Thrown.note("[more than " + MOST_NESTED + " nested, the others left out]");
        }
        if (isSeen(thrown)) {
            return Thrown.note("[CIRCULAR REFERENCE: " + title(thrown, message(thrown)) + "]");
        }
        seen.add(thrown);
        return record(thrown, outer, depth);
    }

    private Thrown record(Throwable thrown, StackTraceElement[] outer, int depth) {
        String message = message(thrown);
        String title = title(thrown, message);
        characters += (long) length(message) + title.length();
        StackTraceElement[] all = frames(thrown);
        StackTraceElement[] own = bounded(all, all.length - common(all, outer));
        return new Thrown(
                thrown.getClass().getName(),
                message,
                title,
                own,
                all.length - own.length,
                suppressed(thrown, all, depth),
                cause(thrown, all, depth));
    }

    private List<Thrown> suppressed(Throwable thrown, StackTraceElement[] outer, int depth) {
        Throwable[] all = thrown.getSuppressed();
        if (all.length == 0) {
            return List.of();
        }
        List<Thrown> captured = new ArrayList<>();
        for (Throwable each : all) {
            if (isFull()) {
                captured.add(leftOut());
                break;
            }
            captured.add(capture(each, outer, depth + 1));
        }
        return captured;
    }

    private @Nullable Thrown cause(Throwable thrown, StackTraceElement[] outer, int depth) {
        Throwable cause = cause(thrown);
        if (cause == null) {
            return null;
        }
        return isFull() ? leftOut() : capture(cause, outer, depth + 1);
    }

    private boolean isFull() {
        return seen.size() >= MOST_EXCEPTIONS || characters > MOST_CHARACTERS;
    }

    private static Thrown leftOut() {
        return Thrown.note("[too many or too long exceptions, the others left out]");
    }

    private boolean isSeen(Throwable thrown) {
        for (Throwable each : seen) {
            if (each == thrown) {
                return true;
            }
        }
        return false;
    }

    /** The first {@code own} frames, as far as the event may have as many. */
    private StackTraceElement[] bounded(StackTraceElement[] all, int own) {
        StackTraceElement[] bounded = Arrays.copyOf(all, Math.min(own, MOST_FRAMES - frames));
        frames += bounded.length;
        for (int i = 0; i < bounded.length; i++) {
            StackTraceElement frame = bounded[i];
            if (frame != null && length(frame) > LONGEST_FRAME) {
                bounded[i] = shortened(frame);
            }
        }
        return bounded;
    }

    private static long length(StackTraceElement frame) {
        return 0L
                + length(frame.getClassName())
                + length(frame.getMethodName())
                + length(frame.getFileName())
                + length(frame.getModuleName())
                + length(frame.getModuleVersion())
                + length(frame.getClassLoaderName());
    }

    private static StackTraceElement shortened(StackTraceElement frame) {
        return new StackTraceElement(
                shortened(frame.getClassName()), shortened(frame.getMethodName()), null, frame.getLineNumber());
    }

    private static String shortened(String name) {
        return name.length() > LONGEST_FRAME / 4 ? name.substring(0, LONGEST_FRAME / 4) + "…" : name;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
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

    /** The result of {@code toString}; if it throws, class and message. */
    @SuppressWarnings("CatchingUnchecked")
    private static String title(Throwable thrown, @Nullable String message) {
        try {
            return String.valueOf((Object) thrown.toString());
        } catch (Throwable e) {
            return thrown.getClass().getName() + ": " + message;
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private static @Nullable String message(Throwable thrown) {
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
            return frames == null ? NO_FRAMES : frames;
        } catch (Throwable e) {
            return NO_FRAMES;
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
