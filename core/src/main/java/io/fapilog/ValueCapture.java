package io.fapilog;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a value that has members: a map, a collection or another {@link Iterable}, an array, an optional, a
 * record. Runs code of the application, and guards each call: a member that throws says so in its place, and what was
 * read before it is kept. Bounded, since a collection may be infinite: what is beyond a bound is left out and {@link
 * #TRUNCATED} stands in its place. For one thread.
 */
final class ValueCapture {
    /** In place of what was left out: the last element of a list, the name of the last member of a map. */
    static final String TRUNCATED = "[truncated]";

    private static final String CUT = "…" + TRUNCATED;
    private static final String CYCLE = "[cycle]";
    /** The name of the last member of a map that could not be read to its end. */
    private static final String UNREADABLE = "[unreadable]";

    private static final int MOST_NESTED = 8;
    private static final int MOST_ELEMENTS = 1_000;
    /** The characters of all texts and names together. */
    private static final int MOST_CHARACTERS = 32 << 10;

    /** The values whose members are being read. */
    private final @Nullable Object[] path = new @Nullable Object[MOST_NESTED];

    private int depth;
    private int elements;
    private int characters;

    /** Whether {@code value} has members that are captured, other than being shown as one text. */
    static boolean hasMembers(Object value) {
        return value instanceof Map
                || (value instanceof Iterable && isIterated(value))
                || value.getClass().isArray()
                || isOptional(value)
                || value instanceof AtomicReference
                || value instanceof Map.Entry
                || (value instanceof Record && RecordMembers.of(value.getClass()).length > 0);
    }

    /** Captures {@code value}, which has members: a {@link CapturedMap}, a {@link CapturedList} or the only member. */
    @SuppressWarnings("CatchingUnchecked")
    @Nullable
    Object capture(Object value) {
        if (depth == MOST_NESTED) {
            return TRUNCATED;
        }
        if (isOnPath(value)) {
            return CYCLE;
        }
        path[depth++] = value;
        try {
            return members(value);
        } catch (Throwable e) {
            return Values.unreadable(value, e);
        } finally {
            path[--depth] = null;
        }
    }

    /** A path and an exception iterate over what they already show; what must be closed may be read only once. */
    private static boolean isIterated(Object value) {
        return value instanceof Collection
                || !(value instanceof Path || value instanceof Throwable || value instanceof AutoCloseable);
    }

    private static boolean isOptional(Object value) {
        return value instanceof Optional
                || value instanceof OptionalInt
                || value instanceof OptionalLong
                || value instanceof OptionalDouble;
    }

    private boolean isOnPath(Object value) {
        for (int i = 0; i < depth; i++) {
            if (path[i] == value) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Object members(Object value) throws Throwable {
        if (value instanceof Map<?, ?> map) {
            return map(map, map.entrySet().iterator());
        }
        if (value instanceof Map.Entry<?, ?> entry) {
            return map(entry, List.of(entry).iterator());
        }
        if (value instanceof Iterable<?> iterable) {
            return list(iterable, iterable.iterator());
        }
        if (value.getClass().isArray()) {
            return array(value);
        }
        return value instanceof Record record ? members(record) : member(only(value));
    }

    private static @Nullable Object only(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.orElse(null);
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? optional.getAsInt() : null;
        }
        if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? optional.getAsLong() : null;
        }
        if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? optional.getAsDouble() : null;
        }
        return ((AtomicReference<?>) value).get();
    }

    @SuppressWarnings("CatchingUnchecked")
    private CapturedMap map(Object source, Iterator<? extends Map.Entry<?, ?>> entries) throws Throwable {
        CapturedNames names = new CapturedNames();
        try {
            while (entries.hasNext()) {
                if (!takeElement()) {
                    names.add(TRUNCATED, true);
                    break;
                }
                Map.Entry<?, ?> entry = entries.next();
                names.add(text(Values.text(entry.getKey())), member(entry.getValue()));
            }
        } catch (Throwable e) {
            if (names.isEmpty()) {
                throw e;
            }
            names.add(UNREADABLE, Values.unreadable(source, e));
        }
        return names.toMap();
    }

    private CapturedMap members(Record record) {
        CapturedNames names = new CapturedNames();
        for (Method accessor : RecordMembers.of(record.getClass())) {
            if (!takeElement()) {
                names.add(TRUNCATED, true);
                break;
            }
            names.add(text(accessor.getName()), member(accessor, record));
        }
        return names.toMap();
    }

    @SuppressWarnings("CatchingUnchecked")
    private @Nullable Object member(Method accessor, Record record) {
        try {
            return member(RecordMembers.value(accessor, record));
        } catch (Throwable e) {
            return Values.unreadable(record, e);
        }
    }

    private @Nullable Object array(Object array) throws Throwable {
        if (array instanceof char[] chars) {
            return text(new String(chars, 0, Math.min(chars.length, MOST_CHARACTERS + 1)));
        }
        return list(array, new Elements(Array.getLength(array), i -> Array.get(array, i)));
    }

    @SuppressWarnings("CatchingUnchecked")
    private CapturedList list(Object source, Iterator<?> iterator) throws Throwable {
        List<@Nullable Object> list = new ArrayList<>();
        try {
            while (iterator.hasNext()) {
                if (!takeElement()) {
                    list.add(TRUNCATED);
                    break;
                }
                list.add(member(iterator.next()));
            }
        } catch (Throwable e) {
            if (list.isEmpty()) {
                throw e;
            }
            list.add(Values.unreadable(source, e));
        }
        return new CapturedList(list.toArray());
    }

    private @Nullable Object member(@Nullable Object value) {
        if (value == null || Values.isPlain(value)) {
            return value instanceof String text ? text(text) : value;
        }
        if (hasMembers(value)) {
            return capture(value);
        }
        Object single = Values.single(value);
        return single instanceof String text ? text(text) : single;
    }

    private boolean takeElement() {
        return elements++ < MOST_ELEMENTS && characters < MOST_CHARACTERS;
    }

    /** The text, or as much of it as the bound leaves room for. */
    private String text(String text) {
        int left = MOST_CHARACTERS - characters;
        if (text.length() <= left) {
            characters += text.length();
            return text;
        }
        characters = MOST_CHARACTERS;
        boolean isSplit = left > 0 && Character.isHighSurrogate(text.charAt(left - 1));
        return text.substring(0, isSplit ? left - 1 : left) + CUT;
    }

    /** The elements of an array, of any type. */
    private static final class Elements implements Iterator<@Nullable Object> {
        private final int count;
        private final IntFunction<@Nullable Object> at;
        private int next;

        private Elements(int count, IntFunction<@Nullable Object> at) {
            this.count = count;
            this.at = at;
        }

        @Override
        public boolean hasNext() {
            return next < count;
        }

        @Override
        @SuppressWarnings("IteratorNextCallsHasNext")
        public @Nullable Object next() {
            return at.apply(next++);
        }
    }
}
