package io.fapilog.cli.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where lines come from: what their events say about it, and up to which position events were handed on. There is a new
 * one when a file is truncated. Thread-safe.
 */
public final class Origin {
    private static final Pattern POD =
            Pattern.compile(".*/pods/(?<namespace>[^/_]+)_(?<pod>[^/_]+)_(?<poduid>[^/_]+)/(?<container>[^/]+)/[^/]+");

    private final String name;
    private final String logger;
    private final Map<String, String> attributes;
    private final ReadCounts counts;
    private volatile long handed;

    private Origin(String name, String logger, Map<String, String> attributes, ReadCounts counts, long handed) {
        this.counts = counts;
        this.name = name;
        this.logger = logger;
        this.attributes = attributes;
        this.handed = handed;
    }

    /** Standard input, without attributes. */
    static Origin ofStandardInput(ReadCounts counts) {
        return new Origin("standard input", "stdin", Map.of(), counts, 0);
    }

    /**
     * A file, or a pipe with a name. Its events have the attributes {@code namespace}, {@code pod}, {@code pod_uid} and
     * {@code container} if Kubernetes has named the file, and {@code file} and {@code path} if {@code isNamed}.
     */
    static Origin ofFile(Path path, boolean isNamed, ReadCounts counts, long handed) {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (isNamed) {
            attributes.put("file", String.valueOf(path.getFileName()));
            attributes.put("path", path.toString());
        }
        addPod(path, attributes);
        return new Origin(path.toString(), Input.logger(path), Map.copyOf(attributes), counts, handed);
    }

    /** This origin after a truncation. */
    Origin anew() {
        return new Origin(name, logger, attributes, counts, 0);
    }

    /** What was read from here. */
    public ReadCounts counts() {
        return counts;
    }

    /** The name for messages. */
    public String name() {
        return name;
    }

    /** The logger of lines that name none. */
    public String logger() {
        return logger;
    }

    /** What every event says about its file, for labels or metadata. */
    public Map<String, String> attributes() {
        return attributes;
    }

    /** Sets the position up to which every line belongs to an event that was handed on, or to none. */
    public void handed(long position) {
        handed = position;
    }

    /** The position up to which every line belongs to an event that was handed on, or to none. */
    public long handed() {
        return handed;
    }

    private static void addPod(Path path, Map<String, String> attributes) {
        Matcher pod = POD.matcher(path.toAbsolutePath().toString().replace('\\', '/'));
        if (pod.matches() || pod.reset(real(path).replace('\\', '/')).matches()) {
            attributes.put("namespace", pod.group("namespace"));
            attributes.put("pod", pod.group("pod"));
            attributes.put("pod_uid", pod.group("poduid"));
            attributes.put("container", pod.group("container"));
        }
    }

    /** The names in /var/log/containers are links to those of pods. */
    private static String real(Path path) {
        try {
            return path.toRealPath().toString();
        } catch (IOException e) {
            return "";
        }
    }
}
