package io.fapilog.loki;

import java.util.HashSet;
import java.util.Set;

/**
 * A field that becomes a label, until it has too many values: each value makes a stream, and in Loki a chunk. Worker
 * only.
 */
final class LabelField {
    private final Field field;
    private final Set<String> seen = new HashSet<>();
    private boolean isMetadata;

    /**
     * A label field without values.
     *
     * @param isMetadata whether it is sent as structured metadata from the start
     */
    LabelField(Field field, boolean isMetadata) {
        this.field = field;
        this.isMetadata = isMetadata;
    }

    Field field() {
        return field;
    }

    /** Whether the field is sent as structured metadata instead. */
    boolean isMetadata() {
        return isMetadata;
    }

    /** Notes {@code value}. Returns whether it is one too many, from which on the field is structured metadata. */
    boolean exceeds(String value, int most) {
        if (seen.contains(value)) {
            return false;
        }
        if (seen.size() < most) {
            seen.add(value);
            return false;
        }
        isMetadata = true;
        seen.clear();
        return true;
    }
}
