package io.fapilog.loki;

import io.fapilog.Diagnostics;
import io.fapilog.LogEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stream of an event, and what goes beside its line as metadata. Worker only.
 *
 * <p>A field that has taken on more than {@value #MOST_VALUES} values is no label: it would make a stream, and in Loki
 * a chunk, of each. From then on it goes as metadata.
 */
final class Streams {
    static final int MOST_VALUES = 50;
    /** So many streams are remembered; an idle one beyond loses only the time of its last entry. */
    static final int MOST_STREAMS = 1_000;

    private final StreamSettings settings;
    private final Wire wire;
    private final Diagnostics diagnostics;
    private final List<Set<String>> seen = new ArrayList<>();
    /** Per label field, whether it has too many values. */
    private final boolean[] asMetadata;

    private final @Nullable String[] values;
    private final Map<List<@Nullable String>, OpenStream> streams = new LinkedHashMap<>(16, 0.75f, true);
    private final @Nullable OpenStream only;
    private final Metadata metadata = new Metadata();
    private boolean metadataRefused;

    Streams(StreamSettings settings, Wire wire, Diagnostics diagnostics) {
        this.settings = settings;
        this.wire = wire;
        this.diagnostics = diagnostics;
        int fields = settings.labelFields().size();
        this.asMetadata = new boolean[fields];
        this.values = new @Nullable String[fields];
        for (int i = 0; i < fields; i++) {
            seen.add(new HashSet<>());
        }
        this.only = fields == 0 ? new OpenStream(settings.labels(), wire.labels(settings.labels())) : null;
    }

    /** The stream of {@code event}; afterwards {@link #metadata} holds what goes beside its line. */
    OpenStream of(LogEvent event) {
        metadata.clear();
        OpenStream stream = only;
        if (stream == null) {
            chooseLabels(event);
            stream = streams.get(Arrays.asList(values));
            stream = stream == null ? begin() : stream;
        }
        if (!metadataRefused) {
            for (Field field : settings.metadata()) {
                addMetadata(field, field.of(event));
            }
        }
        return stream;
    }

    Metadata metadata() {
        return metadata;
    }

    /** From now on nothing is sent as metadata. */
    void refuseMetadata() {
        metadataRefused = true;
    }

    /** All streams that have entries, in no particular order. */
    List<OpenStream> open() {
        if (only != null) {
            return only.events() == 0 ? List.of() : List.of(only);
        }
        return streams.values().stream().filter(stream -> stream.events() > 0).toList();
    }

    private void chooseLabels(LogEvent event) {
        for (int i = 0; i < values.length; i++) {
            Field field = settings.labelFields().get(i);
            String value = field.of(event);
            values[i] = value == null || asMetadata[i] ? null : Labels.fitValue(value);
            if (values[i] != null && isOneTooMany(i, values[i])) {
                values[i] = null;
            }
            if (asMetadata[i] && !metadataRefused) {
                addMetadata(field, value);
            }
        }
    }

    private boolean isOneTooMany(int index, String value) {
        Set<String> known = seen.get(index);
        if (known.contains(value)) {
            return false;
        }
        if (known.size() < MOST_VALUES) {
            known.add(value);
            return false;
        }
        asMetadata[index] = true;
        seen.set(index, Set.of());
        diagnostics.warn(
                "label_fields",
                "the field " + settings.labelFields().get(index).source() + " has more than " + MOST_VALUES
                        + " values, too many for a label; from now on it is sent as structured metadata."
                        + " Move it from label_fields to metadata");
        return true;
    }

    private void addMetadata(Field field, @Nullable String value) {
        if (value != null) {
            metadata.add(field.utf8(), value);
        }
    }

    private OpenStream begin() {
        if (streams.size() >= MOST_STREAMS) {
            forgetIdle();
        }
        SortedMap<String, String> labels = new TreeMap<>(settings.labels());
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                labels.put(settings.labelFields().get(i).name(), values[i]);
            }
        }
        OpenStream stream = new OpenStream(labels, wire.labels(labels));
        streams.put(new ArrayList<>(Arrays.asList(values)), stream);
        return stream;
    }

    private void forgetIdle() {
        Iterator<OpenStream> eldest = streams.values().iterator();
        while (eldest.hasNext()) {
            if (eldest.next().events() == 0) {
                eldest.remove();
                return;
            }
        }
    }
}
