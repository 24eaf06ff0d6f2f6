package io.fapilog;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * How the classes of {@code logstash-logback-encoder} are read, by reflection and by their names. Known once a class,
 * and only as long as the class is: the JVM keeps it with the class, and it holds no class of this library.
 * Thread-safe.
 */
final class LogstashAccess {
    private static final String MARKERS = "net.logstash.logback.marker.";
    private static final String ARGUMENTS = "net.logstash.logback.argument.";
    /** The most suppliers that supply each other. */
    private static final int MOST_DEFERRED = 4;

    private static final @Nullable AccessibleObject[] NONE = {};
    /** Of that library, without members that can be read. */
    private static final @Nullable AccessibleObject[] UNREADABLE = {null};

    private static final ClassValue<@Nullable AccessibleObject[]> KNOWN = new ClassValue<>() {
        @Override
        protected @Nullable AccessibleObject[] computeValue(Class<?> type) {
            if (!isStructured(type)) {
                return NONE;
            }
            try {
                @Nullable AccessibleObject[] found = members(type);
                return found == null || !areAccessible(found) ? UNREADABLE : found;
            } catch (Throwable e) {
                // Another version of the library, or reflection is denied.
                return UNREADABLE;
            }
        }
    };

    private LogstashAccess() {}

    /** Whether {@code value} is a structured argument or marker. */
    static boolean isStructured(Object value) {
        return KNOWN.get(value.getClass()).length > 0;
    }

    /** Adds the fields of {@code value}, which is structured, as attributes. */
    static void addFields(Object value, LogEvent.Builder to) throws ReflectiveOperationException {
        addFields(value, to, 0);
    }

    private static void addFields(Object value, LogEvent.Builder to, int depth) throws ReflectiveOperationException {
        @Nullable AccessibleObject[] access = KNOWN.get(value.getClass());
        if (access.length == 2 && access[0] instanceof Method name && access[1] instanceof Method of) {
            to.attribute((String) name.invoke(value), of.invoke(value));
        } else if (access.length == 1 && access[0] instanceof Field of) {
            to.members(of.get(value));
        } else if (access.length == 1 && access[0] instanceof Method supplied && depth < MOST_DEFERRED) {
            Object result = supplied.invoke(value);
            if (result != null) {
                addFields(result, to, depth + 1);
            }
        }
    }

    /** The name and value of one field; or the map or object whose members are fields; or what a supplier supplies. */
    private static @Nullable AccessibleObject @Nullable [] members(Class<?> type) throws ReflectiveOperationException {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            AccessibleObject[] found = declared(each);
            if (found.length > 0) {
                return found;
            }
        }
        return null;
    }

    private static AccessibleObject[] declared(Class<?> type) throws ReflectiveOperationException {
        return switch (type.getName()) {
            case MARKERS + "SingleFieldAppendingMarker" ->
                new AccessibleObject[] {type.getDeclaredMethod("getFieldName"), type.getDeclaredMethod("getFieldValue")
                };
            case MARKERS + "MapEntriesAppendingMarker" -> new AccessibleObject[] {type.getDeclaredField("map")};
            case MARKERS + "ObjectFieldsAppendingMarker" -> new AccessibleObject[] {type.getDeclaredField("object")};
            case MARKERS + "DeferredLogstashMarker", ARGUMENTS + "DeferredStructuredArgument" ->
                new AccessibleObject[] {type.getDeclaredMethod("getSuppliedValue")};
            default -> new AccessibleObject[0];
        };
    }

    private static boolean areAccessible(@Nullable AccessibleObject[] members) {
        for (AccessibleObject member : members) {
            if (!(member instanceof Member) || !member.trySetAccessible()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStructured(@Nullable Class<?> type) {
        if (type == null) {
            return false;
        }
        String name = type.getName();
        if (name.equals(MARKERS + "LogstashMarker") || name.equals(ARGUMENTS + "StructuredArgument")) {
            return true;
        }
        for (Class<?> each : type.getInterfaces()) {
            if (isStructured(each)) {
                return true;
            }
        }
        return isStructured(type.getSuperclass());
    }
}
