package io.fapilog;

import io.fapilog.json.JsonLine;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of a captured map or record, in order. Immutable; its text is its JSON. */
final class CapturedMap extends AbstractMap<String, @Nullable Object> {
    private static final long OWN = HeapSize.object(3 * HeapSize.REFERENCE);

    /** Names and values in turn. */
    private final @Nullable Object[] members;

    /** Keeps {@code members}, names and captured values in turn, of which the names are unique. */
    CapturedMap(@Nullable Object[] members) {
        this.members = members;
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new Entries();
    }

    @Override
    public int size() {
        return members.length / 2;
    }

    @Override
    public String toString() {
        return JsonLine.json(this);
    }

    /** The memory that it holds, in bytes. */
    long heapSize() {
        return OWN + HeapSize.elements(members);
    }

    private final class Entries extends AbstractSet<Map.Entry<String, @Nullable Object>> {
        @Override
        public int size() {
            return members.length / 2;
        }

        @Override
        public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
            return new Members();
        }
    }

    private final class Members implements Iterator<Map.Entry<String, @Nullable Object>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < members.length;
        }

        @Override
        public Map.Entry<String, @Nullable Object> next() {
            if (next >= members.length) {
                throw new NoSuchElementException();
            }
            next += 2;
            return new SimpleImmutableEntry<>(String.valueOf(members[next - 2]), members[next - 1]);
        }
    }
}
