package io.fapilog.cli.event;

import io.fapilog.Level;
import io.fapilog.cli.event.EventDraft.Trail;

/**
 * The rules by which a line belongs to the event before it, or begins the dump of an error. They concern the stack traces
 * of Java, .NET, JavaScript, Python, PHP, Go and Rust.
 */
final class Continuation {
    private static final int MOST_SPACES = 3;
    private static final String[] TRACEBACK = {"During handling of the above exception", "The above exception was the"};
    private static final String[] DUMP = {"panic: ", "fatal error: ", "thread '", "SIGQUIT: ", "SIGABRT: ", "goroutine "
    };
    private static final String[] OF_DUMP = {
        "goroutine ",
        "created by ",
        "exit status ",
        "[signal ",
        "runtime",
        "note: ",
        "stack backtrace:",
        "\"",
        "JNI ",
        "PC="
    };

    private Continuation() {}

    /** Whether {@code line} continues an event, whatever the event is. */
    static boolean isCertain(String line) {
        return switch (line.charAt(0)) {
            case '\t' -> true;
            case ' ' -> isFarIndented(line);
            case 'a' -> line.startsWith("at ") && (line.indexOf('(') > 0 || line.indexOf('/') > 0);
            case 'C' -> line.startsWith("Caused by: ");
            case 'S' -> line.startsWith("Suppressed: ") || line.equals("Stack trace:");
            case 'W' -> line.startsWith("Wrapped by: ");
            case '.' -> line.startsWith("... ") && line.length() > 4 && TimeCursor.isDigit(line.charAt(4));
            case '#' -> line.length() > 2 && TimeCursor.isDigit(line.charAt(1));
            case '-' -> line.startsWith("--- End of ");
            case '}', ']', ')' -> isClosing(line);
            default -> isBetweenTracebacks(line);
        };
    }

    /** Whether {@code line} is indented so little that it may begin an event whose layout pads the level. */
    static boolean isIndented(String line) {
        return line.charAt(0) == ' ';
    }

    /** Whether {@code line} announces a further traceback of Python. */
    static boolean isBetweenTracebacks(String line) {
        return startsWithAny(line, TRACEBACK);
    }

    /** Whether {@code line} is markup around the records of java.util.logging's XML, which says nothing of an event. */
    static boolean isMarkup(String line) {
        return line.charAt(0) == '<'
                && (line.equals("<log>")
                        || line.equals("</log>")
                        || line.equals("<!DOCTYPE log SYSTEM \"logger.dtd\">")
                        || (line.startsWith("<?xml ") && line.endsWith(" standalone=\"no\"?>")));
    }

    /** Whether {@code line} is the function of a frame of Go, whose file is on the next line. */
    static boolean isGoFunction(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c <= ' ' || c == '=' || c == ':' || c > '~') {
                return false;
            }
        }
        return line.indexOf('.') > 0 && TimeCursor.isLetter(line.charAt(line.length() - 1));
    }

    static boolean isTraceback(String line) {
        return line.startsWith("Traceback (most recent call last)");
    }

    /** Whether {@code line} is the one below the frames of a traceback: the class of the exception, and its message. */
    static boolean endsTraceback(String line) {
        return ExceptionText.typeEnd(line, 0) >= 0;
    }

    /** Whether {@code line} marks the frame of a traceback in which the exception was caught, as Loguru does. */
    static boolean isMarkedFrame(String line) {
        return line.startsWith("> File ");
    }

    /** Whether {@code line} belongs to a dump that has {@code lines} so far. */
    static boolean isOfDump(String line, int lines) {
        return lines < 2 || line.endsWith(")") || line.contains(" 0x") || startsWithAny(line, OF_DUMP);
    }

    /** Sets level, thread and trail of the event that {@code line} begins, if it is the head of an error. */
    static boolean readHead(String line, EventDraft draft) {
        if (line.startsWith("Exception in thread \"")) {
            int end = line.indexOf('"', 21);
            draft.thread(end > 21 ? line.substring(21, end) : null);
            return error(Trail.NONE, draft);
        }
        if (isTraceback(line)) {
            return error(Trail.TRACEBACK, draft);
        }
        if (line.startsWith("PHP Fatal error:")) {
            return error(Trail.NONE, draft);
        }
        if (line.startsWith("Full thread dump ")) {
            draft.trail(Trail.DUMP);
            return true;
        }
        return startsWithAny(line, DUMP) && error(Trail.DUMP, draft);
    }

    private static boolean error(Trail trail, EventDraft draft) {
        draft.level(Level.ERROR);
        draft.trail(trail);
        return true;
    }

    private static boolean isFarIndented(String line) {
        int at = 1;
        while (at < line.length() && at <= MOST_SPACES && line.charAt(at) == ' ') {
            at++;
        }
        return at > MOST_SPACES || (at < line.length() && line.charAt(at) == '\t');
    }

    /** Whether {@code line} has nothing but the ends of objects and calls. */
    private static boolean isClosing(String line) {
        for (int i = 1; i < line.length(); i++) {
            if ("}]),; \t\r".indexOf(line.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWithAny(String line, String[] beginnings) {
        for (String beginning : beginnings) {
            if (line.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}
