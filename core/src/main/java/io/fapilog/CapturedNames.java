package io.fapilog;

import io.fapilog.text.UniqueNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a map that is being captured. Their names are unique and need no replacement in UTF-8: an unpaired
 * surrogate becomes U+FFFD, and a name that is in use already gets {@code _2}, {@code _3} and so on. For one thread.
 */
final class CapturedNames {
    private final List<@Nullable Object> members = new ArrayList<>();
    private final UniqueNames names = new UniqueNames();

    void add(String name, @Nullable Object value) {
        members.add(names.use(paired(name)));
        members.add(value);
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    CapturedMap toMap() {
        return new CapturedMap(members.toArray());
    }

    private static String paired(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints()
                        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }
}
