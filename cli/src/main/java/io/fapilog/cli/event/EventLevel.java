package io.fapilog.cli.event;

import io.fapilog.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads levels in the notations of common logging systems, also shortened, misspelt by convention or coloured. */
final class EventLevel {
    private static final int LONGEST = 16;
    private static final Word[][] BY_LENGTH = byLength();

    private EventLevel() {}

    /** The level that {@code value} denotes, or null if it denotes none. */
    static @Nullable Level of(@Nullable Object value) {
        if (value instanceof String text) {
            return ofText(text);
        }
        return value instanceof Long number ? ofNumber(number) : null;
    }

    /** Whether {@code value} is the name of a level without an exact counterpart in {@link Level}, such as CRITICAL. */
    static boolean isInexact(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return false;
        }
        String name = bare(text);
        Word word = find(name, 0, name.length());
        return word != null && word.inexact;
    }

    /**
     * The level whose name is the characters of {@code line} from {@code from} to {@code to}, in any case, or null. Only
     * names that are no ordinary words, such as {@code all}, and that have more than a letter.
     */
    static @Nullable Level named(String line, int from, int to) {
        Word word = find(line, from, to);
        return word != null && word.use != Use.FIELD && to - from > 1 ? word.level : null;
    }

    /** As {@link #named}, of the names that nearly every logging system has. */
    static @Nullable Level common(String line, int from, int to) {
        Word word = find(line, from, to);
        return word != null && word.use == Use.COMMON ? word.level : null;
    }

    /** Whether these characters have no lower-case letter. */
    static boolean isUpperCase(String line, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = line.charAt(i);
            if (c >= 'a' && c <= 'z') {
                return false;
            }
        }
        return true;
    }

    /** The level of a severity of syslog (RFC 5424), 0 to 7. */
    static Level ofSyslog(int severity) {
        return severity <= 3 ? Level.ERROR : severity == 4 ? Level.WARN : severity == 7 ? Level.DEBUG : Level.INFO;
    }

    private static @Nullable Level ofText(String text) {
        Word word = find(text, 0, text.length());
        if (word != null) {
            return word.level;
        }
        String name = bare(text);
        word = find(name, 0, name.length());
        return word == null ? ofDigits(name) : word.level;
    }

    /** The name without colours, spaces, brackets, a colon, and the number that slog adds, as in {@code INFO+2}. */
    private static String bare(String text) {
        if (text.length() > 4 * LONGEST) {
            return "";
        }
        String name = Ansi.strip(text).strip();
        int from = 0;
        int to = name.length();
        while (from < to && "[<(".indexOf(name.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && "]>):".indexOf(name.charAt(to - 1)) >= 0) {
            to--;
        }
        int digits = to;
        while (digits > from + 2 && TimeCursor.isDigit(name.charAt(digits - 1))) {
            digits--;
        }
        boolean isOffset = digits < to && "+-".indexOf(name.charAt(digits - 1)) >= 0;
        return name.substring(from, isOffset ? digits - 1 : to).strip();
    }

    private static @Nullable Level ofDigits(String text) {
        if (text.isEmpty() || text.length() > 2) {
            return null;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!TimeCursor.isDigit(text.charAt(i))) {
                return null;
            }
            number = number * 10 + text.charAt(i) - '0';
        }
        return ofNumber(number);
    }

    /** 0 to 7 are severities of syslog (RFC 5424), 10 to 60 levels of pino, bunyan and, except for 10, Python. */
    private static @Nullable Level ofNumber(long number) {
        if (number < 0 || number > 69 || number == 8 || number == 9) {
            return null;
        }
        if (number <= 7) {
            return ofSyslog((int) number);
        }
        return switch ((int) number / 10) {
            case 1 -> Level.TRACE;
            case 2 -> Level.DEBUG;
            case 3 -> Level.INFO;
            case 4 -> Level.WARN;
            default -> Level.ERROR;
        };
    }

    private static @Nullable Word find(String line, int from, int to) {
        int length = to - from;
        if (length < 1 || length > LONGEST) {
            return null;
        }
        for (Word word : BY_LENGTH[length]) {
            if (line.regionMatches(true, from, word.name, 0, length)) {
                return word;
            }
        }
        return null;
    }

    /**
     * The names by their length. A dash marks those without an exact counterpart, an asterisk those that count only as
     * the value of a field, and a plus the common ones.
     */
    private static Word[][] byLength() {
        List<List<Word>> words = new ArrayList<>();
        for (int i = 0; i <= LONGEST; i++) {
            words.add(new ArrayList<>());
        }
        add(words, Level.INFO, "+INFO *I INF INFOR INFORMATION INFORMATIONAL LOG *HTTP *DEFAULT");
        add(words, Level.INFO, "-NOTICE -CONFIG *AUDIT *A *O *NOTE SUCCESS *SYSTEMOUT");
        add(words, Level.ERROR, "+ERROR *E *F ERR EROR ERRO FTL FATA FAIL *FAILED FEHLER SEVER *SYSTEMERR *R");
        add(words, Level.ERROR, "-SEVERE +FATAL -CRITICAL CRIT CRITI -ALERT -PANIC PANI -DPANIC -EMERG -EMERGENCY");
        add(words, Level.ERROR, "-SCHWERWIEGEND");
        add(words, Level.WARN, "+WARN +WARNING WRN *W WARNI WARNUNG *WAR");
        add(words, Level.DEBUG, "+DEBUG DBG *D DBUG DEBU -FINE DEBUG1 DEBUG2 DEBUG3 DEBUG4 DEBUG5");
        add(words, Level.TRACE, "+TRACE TRC TRCE *T TRAC VERBOSE VRB *VERB *V -FINER -FINEST *ALL *SILLY");
        return words.stream().map(list -> list.toArray(Word[]::new)).toArray(Word[][]::new);
    }

    private static void add(List<List<Word>> words, Level level, String names) {
        for (String name : names.split(" ", -1)) {
            char mark = name.charAt(0);
            String bare = TimeCursor.isLetter(mark) ? name : name.substring(1);
            Use use = mark == '+' ? Use.COMMON : mark == '*' ? Use.FIELD : Use.ANY;
            words.get(bare.length()).add(new Word(bare, level, mark == '-' || bare.equals("FATAL"), use));
        }
    }

    /** Where a name denotes a level. */
    private enum Use {
        FIELD,
        ANY,
        COMMON
    }

    private record Word(String name, Level level, boolean inexact, Use use) {}
}
