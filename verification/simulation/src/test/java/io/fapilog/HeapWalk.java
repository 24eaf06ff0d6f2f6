package io.fapilog;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The memory that is reachable from some objects, as HotSpot lays it out with compressed references. */
final class HeapWalk {
    private static final Map<Class<?>, Shape> SHAPES = new ConcurrentHashMap<>();
    private static final int HEADER = 12;
    private static final int ARRAY_HEADER = 16;
    private static final int REFERENCE = 4;

    private final Predicate<Object> isCounted;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();

    private HeapWalk(Predicate<Object> isCounted) {
        this.isCounted = isCounted;
    }

    /** The bytes of all objects that are reachable from {@code roots} through objects that are counted. */
    static long bytes(Predicate<Object> isCounted, Object... roots) {
        HeapWalk walk = new HeapWalk(isCounted);
        for (Object root : roots) {
            walk.reach(root);
        }
        long bytes = 0;
        while (!walk.open.isEmpty()) {
            bytes += walk.visit(walk.open.pop());
        }
        return bytes;
    }

    private void reach(@Nullable Object object) {
        if (object != null && isCounted.test(object) && seen.add(object)) {
            open.push(object);
        }
    }

    private long visit(Object object) {
        Class<?> type = object.getClass();
        if (!type.isArray()) {
            Shape shape = SHAPES.computeIfAbsent(type, Shape::of);
            shape.references.forEach(field -> reach(value(field, object)));
            return shape.bytes;
        }
        int length = Array.getLength(object);
        if (object instanceof Object[] elements) {
            for (Object element : elements) {
                reach(element);
            }
        }
        return align(ARRAY_HEADER + (long) length * size(type.getComponentType()));
    }

    private static @Nullable Object value(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long align(long bytes) {
        return bytes + 7 & ~7L;
    }

    private static int size(Class<?> type) {
        if (type == long.class || type == double.class) {
            return Long.BYTES;
        } else if (type == int.class || type == float.class) {
            return Integer.BYTES;
        } else if (type == short.class || type == char.class) {
            return Short.BYTES;
        }
        return type.isPrimitive() ? Byte.BYTES : REFERENCE;
    }

    /** The fields of a class. */
    private record Shape(long bytes, List<Field> references) {
        static Shape of(Class<?> type) {
            long bytes = HEADER;
            List<Field> references = new ArrayList<>();
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                for (Field field : each.getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers())) {
                        continue;
                    }
                    bytes += size(field.getType());
                    if (!field.getType().isPrimitive() && field.trySetAccessible()) {
                        references.add(field);
                    }
                }
            }
            return new Shape(align(bytes), references);
        }
    }
}
