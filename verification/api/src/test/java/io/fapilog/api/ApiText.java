package io.fapilog.api;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The public API of a module as text. Each line has the name of a type and either its header or one member that code
 * outside of the module can use, without {@code java.lang} and without the package of the type. Members that every
 * object, enum or record has are left out.
 */
final class ApiText {
    private static final int ACCESS = Modifier.PUBLIC | Modifier.PROTECTED;
    private static final int OF_CLASS = ACCESS | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;
    private static final Set<Class<?>> COMMON_PARENTS = Set.of(Object.class, Enum.class, Record.class);
    private static final Set<String> OF_OBJECT =
            Stream.of(Object.class.getMethods()).map(ApiText::signature).collect(Collectors.toSet());
    private static final Set<String> OF_ENUM = Set.of("values[]", "valueOf[class java.lang.String]");

    private final Set<Class<?>> classes;
    /** The exported packages; empty without a module descriptor, and then all packages are exported. */
    private final Set<String> exports;

    /** The API of the module that contains a class, in a jar or in a directory. */
    ApiText(Class<?> member) throws URISyntaxException {
        URI root = member.getProtectionDomain().getCodeSource().getLocation().toURI();
        classes = Set.copyOf(ReflectionSupport.findAllClassesInClasspathRoot(root, type -> true, name -> true));
        exports = ModuleFinder.of(Path.of(root)).findAll().stream()
                .flatMap(module -> module.descriptor().exports().stream())
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    /** The lines, sorted by type; the header is the first line of a type. */
    List<String> lines() {
        return classes.stream()
                .filter(this::isExported)
                .sorted(Comparator.comparing(Class::getName))
                .flatMap(this::lines)
                .toList();
    }

    private Stream<String> lines(Class<?> type) {
        Stream<String> members = sources(type)
                .flatMap(source -> members(source, source == type))
                .filter(member -> isUsable(member, type))
                .map(ApiText::text)
                .distinct()
                .sorted();
        String known = "\\b(java.lang|" + type.getPackageName() + ")\\.(?=[A-Z])";
        return Stream.concat(Stream.of(header(type)), members)
                .map(line -> type.getName() + ": " + line.replaceAll(known, ""))
                .map(line -> line.replace('$', '.'));
    }

    private boolean isExported(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return (type.getModifiers() & ACCESS) != 0
                && (outer == null ? exports.isEmpty() || exports.contains(type.getPackageName()) : isExported(outer));
    }

    private boolean isHidden(Type type) {
        return classes.contains(raw(type)) && !isExported(raw(type));
    }

    /** The type and its hidden supertypes, whose members it passes on. */
    private Stream<Class<?>> sources(Class<?> type) {
        Stream<Type> hidden = supertypes(type).filter(this::isHidden);
        return Stream.concat(Stream.of(type), hidden.flatMap(parent -> sources(raw(parent))));
    }

    private static Stream<Type> supertypes(Class<?> type) {
        return Stream.concat(Stream.ofNullable(type.getGenericSuperclass()), Stream.of(type.getGenericInterfaces()));
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    private String header(Class<?> type) {
        String generic = type.toGenericString();
        int modifiers = type.getModifiers() & (kind(type).equals("class") ? OF_CLASS : ACCESS);
        return Modifier.toString(modifiers)
                + (type.isSealed() && !type.isEnum() ? " sealed " : " ")
                + kind(type)
                + (generic.contains("<") ? generic.substring(generic.indexOf('<')) : "")
                + (type.isRecord() ? components(type) : "")
                + list(" extends ", parents(type, type.isInterface()))
                + (type.isInterface() ? "" : list(" implements ", parents(type, true)))
                + (type.isSealed() && !type.isEnum() ? list(" permits ", permitted(type)) : "");
    }

    private static String kind(Class<?> type) {
        if (type.isInterface()) {
            return type.isAnnotation() ? "@interface" : "interface";
        }
        return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static String components(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .map(component -> component.getGenericType().getTypeName() + " " + component.getName())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private Stream<Type> parents(Class<?> type, boolean interfaces) {
        return sources(type)
                .flatMap(ApiText::supertypes)
                .filter(parent -> raw(parent).isInterface() == interfaces)
                .filter(parent -> !isHidden(parent) && !COMMON_PARENTS.contains(raw(parent)));
    }

    private Stream<Type> permitted(Class<?> type) {
        return Stream.<Type>of(type.getPermittedSubclasses()).filter(permitted -> !isHidden(permitted));
    }

    private static String list(String keyword, Stream<Type> types) {
        String names = types.map(Type::getTypeName).distinct().sorted().collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : keyword + names;
    }

    private static Stream<Member> members(Class<?> type, boolean constructors) {
        Stream<Member> others =
                Stream.concat(Stream.of(type.getDeclaredFields()), Stream.of(type.getDeclaredMethods()));
        return constructors ? Stream.concat(Stream.of(type.getDeclaredConstructors()), others) : others;
    }

    /** Whether other code can use the member; nothing can inherit the protected members of a final class. */
    private static boolean isUsable(Member member, Class<?> type) {
        int access = Modifier.isFinal(type.getModifiers()) ? Modifier.PUBLIC : ACCESS;
        return (member.getModifiers() & access) != 0
                && !member.isSynthetic()
                && !(member instanceof Executable executable && isCommon(executable, type));
    }

    private static boolean isCommon(Executable executable, Class<?> type) {
        String signature = signature(executable);
        return OF_OBJECT.contains(signature)
                || (type.isEnum() && OF_ENUM.contains(signature))
                || (type.isRecord() && ofRecord(type).anyMatch(signature::equals));
    }

    /** The signatures of the accessors and of the canonical constructor. */
    private static Stream<String> ofRecord(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Stream<String> accessors = Stream.of(components).map(component -> component.getName() + "[]");
        return Stream.concat(accessors, Stream.of(type.getName() + Arrays.toString(types)));
    }

    private static String signature(Executable executable) {
        return executable.getName() + Arrays.toString(executable.getParameterTypes());
    }

    private static String text(Member member) {
        Class<?> owner = member.getDeclaringClass();
        String text = member instanceof Field field ? field.toGenericString() : ((Executable) member).toGenericString();
        String noise = owner.isInterface() ? "public|abstract" : "public|synchronized|native";
        return text.replaceAll("\\b(" + noise + ") ", "")
                .replace(owner.getName() + "." + member.getName(), member.getName())
                .replace(owner.getName() + "(", owner.getSimpleName() + "(");
    }
}
