package io.fapilog;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;

/**
 * The accessors of a class of records, by reflection. Known once a class, and only as long as the class is: the JVM
 * keeps them with it, and they hold no class of this library. Thread-safe.
 */
final class RecordMembers {
    private static final Method[] NONE = {};

    private static final ClassValue<Method[]> KNOWN = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
            try {
                return hasOwnText(type) ? NONE : accessors(type);
            } catch (Throwable e) {
                // Reflection is denied, or a class of a component is missing.
                return NONE;
            }
        }
    };

    private RecordMembers() {}

    /**
     * The accessors of the components of {@code type}, in order; none if they cannot be called, or if the class has a
     * {@code toString} of its own, which may hide what must not be seen.
     */
    static Method[] of(Class<?> type) {
        return KNOWN.get(type);
    }

    /** The value that {@code accessor} returns for {@code owner}. Throws what it throws. */
    static Object value(Method accessor, Object owner) throws Throwable {
        try {
            return accessor.invoke(owner);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** The compiler makes its own {@code toString} of a record final; nobody else has a reason to. */
    private static boolean hasOwnText(Class<?> type) throws NoSuchMethodException {
        Method text = type.getMethod("toString");
        return text.getDeclaringClass() == type && !Modifier.isFinal(text.getModifiers());
    }

    private static Method[] accessors(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Method[] accessors = new Method[components.length];
        for (int i = 0; i < accessors.length; i++) {
            Method accessor = components[i].getAccessor();
            if (!accessor.trySetAccessible()) {
                return NONE;
            }
            accessors[i] = accessor;
        }
        return accessors;
    }
}
