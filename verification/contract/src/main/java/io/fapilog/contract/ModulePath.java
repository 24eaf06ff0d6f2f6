package io.fapilog.contract;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A launcher of programs with fapilog and a framework on the module path, in a separate process. */
public final class ModulePath {
    private ModulePath() {}

    /**
     * Runs {@code main}.
     *
     * @param root the module of the adapter
     * @param inModules one class of each module on the module path
     * @return the standard output and standard error of the program
     */
    public static String run(Class<?> main, String root, List<Class<?>> inModules, String... options)
            throws IOException, InterruptedException {
        String modules = inModules.stream().map(ModulePath::where).distinct().collect(joining(File.pathSeparator));
        List<String> command = Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        Stream.of(options),
                        Stream.of("-p", modules, "--add-modules", root, "-cp", where(main), main.getName()))
                .flatMap(part -> part)
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(command + " failed:\n" + output);
        }
        return output;
    }

    /** The file or directory from which {@code type} was loaded. */
    public static String where(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
