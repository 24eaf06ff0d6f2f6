package io.fapilog.json;

import io.fapilog.LogEvent;
import io.fapilog.Thrown;
import io.fapilog.text.StableHash;
import java.util.HexFormat;

/**
 * A hash of an exception by which equal errors are grouped: of the types in the chain of its causes, and of the class
 * and method of each of their frames that is not of the JDK or a framework. Messages, files, lines and suppressed
 * exceptions do not count, nor does what differs from run to run in {@linkplain FrameNames generated names}. Of an
 * exception as text it is the same as of the exception. For one thread.
 */
final class ExceptionHash {
    private static final String CAUSE = "Caused by: ";
    private static final String FRAME = "\tat ";

    private final StableHash hash = new StableHash();

    private ExceptionHash() {}

    /** The hash of the exception of {@code event}, which has one, as 16 hexadecimal digits. */
    static String of(LogEvent event) {
        ExceptionHash hash = new ExceptionHash();
        Thrown thrown = event.thrown();
        LogEvent.Rendered rendered = event.rendered();
        if (thrown != null) {
            hash.add(thrown);
        } else if (rendered != null) {
            hash.add(rendered);
        }
        return hash.text();
    }

    private void add(Thrown thrown) {
        addName(FrameNames.normal(thrown.type()));
        addFrames(thrown);
        for (Thrown cause = thrown.cause(); cause != null; cause = cause.cause()) {
            String title = cause.ownTitle();
            addTitle(title == null ? cause.type() : title);
            addFrames(cause);
        }
    }

    private void addFrames(Thrown thrown) {
        for (StackTraceElement frame : thrown.frames()) {
            if (frame != null) {
                addFrame(frame.getClassName(), frame.getMethodName());
            }
        }
    }

    private void add(LogEvent.Rendered rendered) {
        addName(FrameNames.normal(rendered.type()));
        String text = rendered.stackTrace();
        // The message may have lines that look like frames; it is known.
        int start = text.indexOf('\n', titleLength(rendered));
        while (start >= 0) {
            int end = text.indexOf('\n', start + 1);
            addLine(text, start + 1, end < 0 ? text.length() : end);
            start = end;
        }
    }

    private static int titleLength(LogEvent.Rendered rendered) {
        String message = rendered.message();
        String title = message == null ? rendered.type() : rendered.type() + ": " + message;
        return rendered.stackTrace().startsWith(title) ? title.length() : 0;
    }

    private void addLine(String text, int from, int to) {
        if (text.startsWith(FRAME, from)) {
            addFrame(text, from + FRAME.length(), to);
        } else if (text.startsWith(CAUSE, from)) {
            addTitle(text.substring(from + CAUSE.length(), to));
        }
    }

    /** Adds a frame as text: {@code loader/module@version/package.Class.method(file:line)}. */
    private void addFrame(String text, int from, int to) {
        int end = text.indexOf('(', from);
        if (end < 0 || end > to) {
            return;
        }
        String frame = FrameNames.located(text.substring(from, end));
        int dot = frame.lastIndexOf('.');
        if (dot >= 0) {
            addFrame(frame.substring(0, dot), frame.substring(dot + 1));
        }
    }

    private void addFrame(String type, String method) {
        if (!FrameNames.isForeign(type)) {
            addName(FrameNames.normal(type));
            addName(FrameNames.normal(method));
        }
    }

    /** Adds the type of a cause, with which its title begins: only the title is known from text. */
    private void addTitle(String title) {
        addName(FrameNames.normal(FrameNames.typeOf(title)));
    }

    /** The hash code of a text is defined by the JDK, and is kept by names of classes. */
    private void addName(String name) {
        hash.add(name.hashCode());
    }

    private String text() {
        return HexFormat.of().toHexDigits(hash.value());
    }
}
