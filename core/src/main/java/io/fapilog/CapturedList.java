package io.fapilog;

import io.fapilog.json.JsonLine;
import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** The elements of a captured collection or array, in order. Immutable; its text is its JSON. */
final class CapturedList extends AbstractList<@Nullable Object> implements RandomAccess {
    private static final long OWN = HeapSize.object(HeapSize.REFERENCE + 4);

    private final @Nullable Object[] elements;

    /** Keeps {@code elements}, which are captured. */
    CapturedList(@Nullable Object[] elements) {
        this.elements = elements;
    }

    @Override
    public @Nullable Object get(int index) {
        return elements[index];
    }

    @Override
    public int size() {
        return elements.length;
    }

    @Override
    public String toString() {
        return JsonLine.json(this);
    }

    /** The memory that it holds, in bytes. */
    long heapSize() {
        return OWN + HeapSize.elements(elements);
    }
}
