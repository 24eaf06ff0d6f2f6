package io.fapilog.cli.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what container runtimes write around the lines of a container: Docker's json-file, {@code {"log":"…\n","stream":…,
 * "time":…}}, and the format of Kubernetes' CRI, {@code 2026-11-26T10:00:00.000000001Z stdout F …}. Both write a long line
 * in several pieces. Not thread-safe; reused for many lines.
 */
final class EnvelopeReader {
    /** Where the stream of the CRI begins at most: behind a time with nanoseconds and offset. */
    private static final int LONGEST_TIME = 40;

    private final TimeScanner times;
    private final LineFields fields = new LineFields();

    EnvelopeReader(TimeScanner times) {
        this.times = times;
    }

    /** The envelope that {@code line} is, or null if it is none. */
    @Nullable
    Envelope read(String line) {
        char first = line.charAt(0);
        return first == '{' ? ofDocker(line) : TimeCursor.isDigit(first) ? ofKubernetes(line) : null;
    }

    private @Nullable Envelope ofKubernetes(String line) {
        int space = 20;
        int most = Math.min(line.length() - 8, LONGEST_TIME);
        while (space < most && line.charAt(space) != ' ') {
            space++;
        }
        if (space >= most || line.charAt(10) != 'T' || !isStream(line, space + 1)) {
            return null;
        }
        char tag = line.charAt(space + 8);
        int end = tagEnd(line, space + 9);
        if ((tag != 'F' && tag != 'P') || end < 0 || !times.scan(line, 0) || times.end() != space) {
            return null;
        }
        String text = end < line.length() ? line.substring(end + 1) : "";
        String stream = line.startsWith("stdout", space + 1) ? "stdout" : "stderr";
        return new Envelope(text, stream, tag == 'P', times.nanos(), List.of(), List.of());
    }

    /** The index behind the tags, of which the first one ends at {@code from}, or -1. */
    private static int tagEnd(String line, int from) {
        if (from >= line.length() || line.charAt(from) == ' ') {
            return from;
        }
        return line.charAt(from) == ':' ? line.indexOf(' ', from) : -1;
    }

    private static boolean isStream(String line, int at) {
        return line.startsWith("stdout ", at) || line.startsWith("stderr ", at);
    }

    private @Nullable Envelope ofDocker(String line) {
        if (!line.startsWith("\"log\"", 1) && !line.startsWith("\"log\"", 2)) {
            return null;
        }
        if (!JsonFields.read(line, fields)
                || !(value("log") instanceof String log)
                || !(value("stream") instanceof String stream)
                || !(value("time") instanceof String written)) {
            return null;
        }
        long time = EventTime.nanos(written, times);
        return time == EventTime.NONE ? null : ofDocker(log, stream, time);
    }

    private Envelope ofDocker(String log, String stream, long time) {
        List<String> names = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i).text();
            if (!name.equals("log") && !name.equals("stream") && !name.equals("time")) {
                names.add(name);
                values.add(fields.value(i));
            }
        }
        boolean isPartial = !log.endsWith("\n");
        int end = isPartial ? log.length() : log.endsWith("\r\n") ? log.length() - 2 : log.length() - 1;
        return new Envelope(log.substring(0, end), stream, isPartial, time, names, values);
    }

    private @Nullable Object value(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.name(i).text().equals(name)) {
                return fields.isArray(i) ? null : fields.value(i);
            }
        }
        return null;
    }
}
