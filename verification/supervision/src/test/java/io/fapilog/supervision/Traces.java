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
 * What of ours can be seen in this JVM.
 *
 * @param threads the names of our threads and of those of HTTP clients
 * @param channels how many sockets, selectors and pipes are open; 0 where the system does not tell
 * @param files the open files of the directory that was asked about
 * @param hooks the names of our shutdown hooks
 * @param beans the names of our MBeans
 */
record Traces(Set<String> threads, long channels, List<String> files, List<String> hooks, Set<String> beans) {
    private static final Path OPEN = Path.of("/proc/self/fd");

    /** The present; {@code directory} is where our files would be. */
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
                .filter(name -> name.startsWith("fapilog-") || name.startsWith("HttpClient-"))
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
            // It was that of the listing itself.
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
                            .filter(name -> name.startsWith("fapilog-"))
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
