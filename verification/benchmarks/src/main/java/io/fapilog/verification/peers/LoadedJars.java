package io.fapilog.verification.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jars from which a process has loaded classes, by the log of its JVM. */
final class LoadedJars implements AutoCloseable {
    private static final Pattern SOURCE = Pattern.compile("source: file:(\\S+/([^/]+)\\.jar)$");

    private final Path log;

    LoadedJars() throws IOException {
        log = Files.createTempFile("classes", ".log");
    }

    /** The option for the JVM. */
    String option() {
        return "-Xlog:class+load:file=" + log + "::filecount=0";
    }

    /** The size of all jars except that of the benchmarks. */
    long bytes() throws IOException {
        Set<Path> jars = new HashSet<>();
        for (String line : Files.readAllLines(log, UTF_8)) {
            Matcher source = SOURCE.matcher(line);
            if (source.find() && !source.group(2).equals("benchmarks")) {
                jars.add(Path.of(source.group(1)));
            }
        }
        long bytes = 0;
        for (Path jar : jars) {
            bytes += Files.size(jar);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        Files.delete(log);
    }
}
