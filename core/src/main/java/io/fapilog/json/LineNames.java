package io.fapilog.json;

import io.fapilog.config.FieldChoice;
import io.fapilog.text.RecentTexts;
import io.fapilog.text.UniqueNames;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of the fields in one line, which are unique: a name that is in use already gets {@code _2}, {@code _3} and
 * so on. Reused for line after line. For one thread.
 *
 * <p>Nearly all lines have few fields, of names that former lines had too. Such names are kept {@linkplain Known
 * encoded}, and are compared with each other. The first name of another kind moves those of the line to a map.
 */
final class LineNames {
    /** The most names that are kept encoded, a power of two. */
    private static final int MOST_KNOWN = 256;
    /** The most names that are compared with each other. */
    private static final int MOST_COMPARED = 16;
    /** The most names of a line for which the map is reused for the next line. */
    private static final int MOST_REUSED = 256;

    private static final Set<String> RESERVED =
            Set.of("timestamp", "level", "logger", "thread", "message", "truncated", "original_bytes");
    /** Reserved if the event has an exception; otherwise an attribute may have such a name. */
    private static final Set<String> RESERVED_BY_EXCEPTION =
            Set.of("exception_type", "exception_message", "exception_hash", "exception_stacktrace");

    private final FieldChoice choice;
    private final RecentTexts<@Nullable Known> known;
    private final Known[] compared = new Known[MOST_COMPARED];
    private int count;
    private boolean hasException;
    /** The names in the line; empty while names are compared. */
    private UniqueNames unique = new UniqueNames();

    /** Creates the names of lines that have the fields of {@code choice} only. */
    LineNames(FieldChoice choice) {
        this.choice = choice;
        this.known = new RecentTexts<>(MOST_KNOWN, name -> Known.of(name, choice));
    }

    /** Whether the field {@code name} is to be in the line. */
    boolean isChosen(String name) {
        Known found = known.of(name);
        return found == null ? isChosen(choice, name) : found.isChosen;
    }

    /** Begins a line. */
    void clear(boolean ofException) {
        count = 0;
        hasException = ofException;
        if (unique.size() > MOST_REUSED) {
            unique = new UniqueNames();
        }
        unique.clear();
    }

    /** Adds {@code name} and returns its bytes; null if it must be added with {@link #free}. */
    byte @Nullable [] add(String name) {
        if (!unique.isEmpty() || count == MOST_COMPARED) {
            return null;
        }
        Known found = known.of(name);
        if (found == null || !isFree(found)) {
            return null;
        }
        compared[count++] = found;
        return found.json;
    }

    /** Adds the name itself, or the first of name_2, name_3 … that is not in the line yet. */
    String free(String name) {
        if (unique.isEmpty()) {
            useMap();
        }
        return unique.use(name);
    }

    private void useMap() {
        RESERVED.forEach(unique::use);
        if (hasException) {
            RESERVED_BY_EXCEPTION.forEach(unique::use);
        }
        for (int i = 0; i < count; i++) {
            unique.use(compared[i].shown);
        }
    }

    private boolean isFree(Known name) {
        if (name.isReserved) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (compared[i].shown.equals(name.shown)) {
                return false;
            }
        }
        return true;
    }

    /** The name of the field and that in the line may both be chosen, and excluded. */
    private static boolean isChosen(FieldChoice choice, String name) {
        String shown = JsonLine.fieldName(name);
        return choice.included().stream().anyMatch(pattern -> matches(pattern, name, shown))
                && choice.excluded().stream().noneMatch(pattern -> matches(pattern, name, shown));
    }

    private static boolean matches(String pattern, String name, String shown) {
        return FieldChoice.matches(pattern, name) || FieldChoice.matches(pattern, shown);
    }

    /** A name of ASCII characters that needs no escape. Immutable. */
    private static final class Known {
        /** The name in the line. */
        private final String shown;
        /** The comma, the name in quotes and the colon. */
        private final byte[] json;

        private final boolean isReserved;
        private final boolean isChosen;

        private Known(String shown, boolean isChosen) {
            this.shown = shown;
            this.json = (",\"" + shown + "\":").getBytes(StandardCharsets.US_ASCII);
            this.isChosen = isChosen;
            this.isReserved = RESERVED.contains(shown) || RESERVED_BY_EXCEPTION.contains(shown);
        }

        static @Nullable Known of(String name, FieldChoice choice) {
            String shown = JsonLine.fieldName(name);
            boolean isPlain = shown.chars().allMatch(c -> c < 0x80 && Escapes.letter(c) == 0);
            return isPlain ? new Known(shown, isChosen(choice, name)) : null;
        }
    }
}
