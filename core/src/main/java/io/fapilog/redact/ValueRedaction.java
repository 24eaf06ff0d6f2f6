package io.fapilog.redact;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Masks the captured values of fields: texts, numbers, booleans, null, and maps and lists of these. Fields that occur
 * again and again, as those of a context do, are looked at once: short ones that were found clean are kept, as the same
 * objects. For one thread.
 */
final class ValueRedaction {
    /** The most fields that are kept, a power of two. */
    private static final int MOST_KEPT = 256;
    /** The longest text that is kept; its hash code is known already, since the size of the event needs it too. */
    private static final int LONGEST_KEPT = 256;

    private final CleanPairs clean = new CleanPairs(MOST_KEPT);
    private final FieldNames names;
    private final TextRedaction texts;
    /** Whether a number is looked at as a text: only some rules can find anything in one. */
    private final boolean withNumbers;

    ValueRedaction(FieldNames names, TextRedaction texts, boolean withNumbers) {
        this.names = names;
        this.texts = texts;
        this.withNumbers = withNumbers;
    }

    /** The value of the field {@code name}, masked; the same object if there is nothing to mask. */
    @SuppressWarnings("ReferenceEquality") // only the same objects are known without a comparison
    @Nullable
    Object mask(String name, @Nullable Object value) {
        if (!(value instanceof String text) || text.length() > LONGEST_KEPT) {
            return names.isMasked(name) ? whole(value) : mask(value);
        }
        if (clean.contains(text, name)) {
            return text;
        }
        Object masked = names.isMasked(name) ? whole(text) : texts.mask(text);
        if (masked == text) {
            clean.add(text, name);
        }
        return masked;
    }

    private static @Nullable Object whole(@Nullable Object value) {
        boolean isEmpty = value == null
                || value.equals("")
                || value.equals(MaskedText.MASK)
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty());
        return isEmpty ? value : MaskedText.MASK;
    }

    private @Nullable Object mask(@Nullable Object value) {
        if (value instanceof String text) {
            return texts.mask(text);
        }
        if (value instanceof Map<?, ?> map) {
            return maskMap(map);
        }
        if (value instanceof List<?> list) {
            return maskList(list);
        }
        return withNumbers && value instanceof Number ? maskNumber(value) : value;
    }

    @SuppressWarnings("ReferenceEquality") // the same object is returned if there is nothing to mask
    private static boolean isSame(@Nullable Object value, @Nullable Object masked) {
        return value == masked;
    }

    private Object maskNumber(Object number) {
        String text = number.toString();
        String masked = texts.mask(text);
        return isSame(text, masked) ? number : masked;
    }

    private Object maskMap(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = null;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = String.valueOf(entry.getKey());
            Object masked = mask(name, entry.getValue());
            if (copy == null && !isSame(entry.getValue(), masked)) {
                copy = copy(map);
            }
            if (copy != null) {
                copy.put(name, masked);
            }
        }
        return copy == null ? map : Collections.unmodifiableMap(copy);
    }

    /** In the same order, which stays when the values are replaced. */
    private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }

    private Object maskList(List<?> list) {
        List<@Nullable Object> copy = null;
        for (int i = 0; i < list.size(); i++) {
            Object masked = mask(list.get(i));
            if (copy == null && !isSame(list.get(i), masked)) {
                copy = new ArrayList<>(list);
            }
            if (copy != null) {
                copy.set(i, masked);
            }
        }
        return copy == null ? list : Collections.unmodifiableList(copy);
    }
}
