package io.fapilog.config;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What a sink tells about the process that logs, beside its events: {@code host}, {@code pid}, {@code version}, and in
 * Kubernetes {@code pod}, {@code namespace}, {@code node} and {@code container}. A value that is not known is left out.
 * Immutable. Reads local files and the environment, no network.
 */
public final class Origin {
    /** Nothing. */
    public static final Origin NONE = new Origin(Set.of(), name -> null);

    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");
    private static final Path NAMESPACE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");
    private static final String BUILD = "META-INF/build-info.properties";

    private final Set<Part> parts;
    private final Function<String, @Nullable String> environment;

    private Origin(Set<Part> parts, Function<String, @Nullable String> environment) {
        this.parts = parts;
        this.environment = environment;
    }

    /** Nothing, of a process with {@code environment}. */
    public static Origin none(Function<String, @Nullable String> environment) {
        return new Origin(Set.of(), environment);
    }

    /** Reads {@code enrich}. */
    public Origin read(Options options) {
        Origin read = options.has("enrich") ? given(options) : this;
        options.show("enrich", read.toString());
        return read;
    }

    private Origin given(Options options) {
        Set<Part> wanted = EnumSet.noneOf(Part.class);
        for (String name : options.list("enrich", List.of())) {
            Part part = Part.of(name);
            if (part == null) {
                String near = Options.nearest(name.toLowerCase(Locale.ROOT), Part.NAMES);
                options.reject("enrich: " + Options.quoted(name) + " is unknown; "
                        + (near == null ? "use " : "did you mean " + near + "? Use ") + String.join(", ", Part.NAMES));
            } else {
                wanted.add(part);
            }
        }
        return new Origin(wanted, environment);
    }

    /** The values by their names. */
    public SortedMap<String, String> values() {
        SortedMap<String, String> values = new TreeMap<>();
        for (Part part : parts) {
            switch (part) {
                case HOST -> put(values, "host", host());
                case PID ->
                    put(values, "pid", Long.toString(ProcessHandle.current().pid()));
                case VERSION -> put(values, "version", version());
                case K8S -> putPod(values);
            }
        }
        return Collections.unmodifiableSortedMap(values);
    }

    /** The parts as {@code enrich} names them. */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        parts.forEach(part -> names.add(part.name().toLowerCase(Locale.ROOT)));
        return names.isEmpty() ? "none" : String.join(",", names);
    }

    private void putPod(SortedMap<String, String> values) {
        boolean inPod = environment.apply("KUBERNETES_SERVICE_HOST") != null;
        String pod = environment.apply("POD_NAME");
        String namespace = environment.apply("POD_NAMESPACE");
        put(values, "pod", pod == null && inPod ? environment.apply("HOSTNAME") : pod);
        put(values, "namespace", namespace == null && inPod ? line(NAMESPACE) : namespace);
        put(values, "node", environment.apply("NODE_NAME"));
        put(values, "container", environment.apply("CONTAINER_NAME"));
    }

    private @Nullable String host() {
        for (String name : List.of("HOSTNAME", "COMPUTERNAME")) {
            String host = environment.apply(name);
            if (host != null && !host.isBlank()) {
                return host;
            }
        }
        return line(HOST);
    }

    /** The version in the build information of Spring Boot, else that in the manifest of the main jar. */
    private static @Nullable String version() {
        try {
            String version = ofBuild();
            return version == null ? ofManifest(new File(System.getProperty("java.class.path", ""))) : version;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static @Nullable String ofBuild() throws IOException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream in = loader == null ? null : loader.getResourceAsStream(BUILD)) {
            Properties build = new Properties();
            if (in != null) {
                build.load(in);
            }
            return build.getProperty("build.version");
        }
    }

    /** The version in the manifest of {@code file}, if it is a jar. */
    static @Nullable String ofManifest(File file) throws IOException {
        if (!file.isFile()) {
            return null;
        }
        try (JarFile jar = new JarFile(file)) {
            Manifest manifest = jar.getManifest();
            return manifest == null
                    ? null
                    : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        }
    }

    private static @Nullable String line(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file).strip() : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static void put(SortedMap<String, String> values, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            values.put(name, value);
        }
    }

    private enum Part {
        HOST,
        PID,
        VERSION,
        K8S;

        static final List<String> NAMES = List.of("host", "pid", "version", "k8s");

        static @Nullable Part of(String name) {
            int index = NAMES.indexOf(name.toLowerCase(Locale.ROOT));
            return index < 0 ? null : values()[index];
        }
    }
}
