package io.fapilog.supervision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The visible resources of fapilog in this JVM.
 *
 * @param threads the names of the threads of fapilog and of HTTP clients
 * @param channels the number of open sockets, selectors and pipes; 0 if the system does not report it
 * @param files the open files in the given directory
 * @param hooks the names of the shutdown hooks of fapilog
 * @param beans the names of the MBeans of fapilog
 */
record Traces(Set<String> threads, long channels, List<String> files, List<String> hooks, Set<String> beans) {
    private static final Path OPEN = Path.of("/proc/self/fd");

    /** The present resources; {@code directory} is the place of the files of fapilog. */
    static Traces now(Path directory) {
        List<String> open = open();
        return new Traces(
                liveThreads(),
                open.stream().filter(target -> !target.startsWith("/")).count(),
                open.stream()
                        .filter(target -> target.startsWith(directory + "/"))
                        .toList(),
                ourHooks(),
                ourBeans());
    }

    private static Set<String> liveThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("fapilog-") || name.startsWith("HttpClient-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> open() {
        if (!Files.isDirectory(OPEN)) {
            return List.of();
        }
        try (Stream<Path> links = Files.list(OPEN)) {
            return links.map(Traces::target).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // The descriptor belonged to the listing itself.
            return "/closed";
        }
    }

    private static List<String> ourHooks() {
        try {
            Field field = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
            field.setAccessible(true);
            return ((Map<?, ?>) field.get(null))
                    .keySet().stream()
                            .map(hook -> ((Thread) hook).getName())
                            .filter(name -> name.contains("fapilog-"))
                            .toList();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> ourBeans() {
        try {
            return ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("io.fapilog:*"), null).stream()
                    .map(ObjectName::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }
}
