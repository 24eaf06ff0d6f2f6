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
 * The streams of a sink, by their labels. Finds the stream and the structured metadata of an event. Worker only.
 *
 * <p>A field with more than {@value #MOST_VALUES} different values is not suitable as a label, since each value makes a
 * stream, and in Loki a chunk. From the next value on the field is sent as structured metadata.
 */
final class Streams {
    static final int MOST_VALUES = 50;
    /** The most streams that are remembered; an idle stream that is forgotten loses only its {@link GivenTimes}. */
    static final int MOST_STREAMS = 1_000;
    /**
     * The most runs in a generation of {@link GivenTimes} of the only stream. Several streams get equal shares, and
     * what a stream had before others began is freed when it is used again: 512 KiB for one, at most 4 MiB for all.
     */
    static final int MOST_TIMES = 16_384;

    private final StreamSettings settings;
    private final Wire wire;
    private final SpareBuffers spares;
    private final Diagnostics diagnostics;
    private final List<Set<String>> seen = new ArrayList<>();
    /** By label field: whether it has too many values. */
    private final boolean[] asMetadata;

    private final @Nullable String[] values;
    private final Map<List<@Nullable String>, StreamBatch> streams = new LinkedHashMap<>(16, 0.75f, true);
    private final @Nullable StreamBatch only;
    private final MetadataSupport support;

    Streams(StreamSettings settings, Wire wire, MetadataSupport support, SpareBuffers spares, Diagnostics diagnostics) {
        this.settings = settings;
        this.wire = wire;
        this.support = support;
        this.spares = spares;
        this.diagnostics = diagnostics;
        int fields = settings.labelFields().size();
        this.asMetadata = new boolean[fields];
        this.values = new @Nullable String[fields];
        for (int i = 0; i < fields; i++) {
            seen.add(new HashSet<>());
        }
        this.only = fields == 0 ? new StreamBatch(wire, "", settings.labels(), spares) : null;
    }

    /** The stream of {@code event}. Adds the structured metadata of the event to {@code metadata}. */
    StreamBatch of(LogEvent event, Metadata metadata) {
        StreamBatch stream = only;
        if (stream == null) {
            chooseLabels(event, metadata);
            stream = streams.get(Arrays.asList(values));
            stream = stream == null ? begin() : stream;
        }
        for (Field field : settings.metadata()) {
            addMetadata(field, field.of(event), metadata);
        }
        return stream;
    }

    /** The streams that have entries, in no particular order. */
    List<StreamBatch> open() {
        if (only != null) {
            return only.events() == 0 ? List.of() : List.of(only);
        }
        return streams.values().stream().filter(stream -> stream.events() > 0).toList();
    }

    /** The most runs in a generation of the {@link GivenTimes} of each stream. */
    int mostTimes() {
        return MOST_TIMES / Math.max(1, streams.size());
    }

    private void chooseLabels(LogEvent event, Metadata metadata) {
        for (int i = 0; i < values.length; i++) {
            Field field = settings.labelFields().get(i);
            String value = field.of(event);
            values[i] = value == null || asMetadata[i] ? null : Labels.fitValue(value);
            if (values[i] != null && exceedsLimit(i, values[i])) {
                values[i] = null;
            }
            if (asMetadata[i]) {
                addMetadata(field, value, metadata);
            }
        }
    }

    private boolean exceedsLimit(int index, String value) {
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
                        + " values, too many for a label, and is sent as structured metadata from now on."
                        + " Move it from label_fields to metadata");
        return true;
    }

    private void addMetadata(Field field, @Nullable String value, Metadata metadata) {
        if (value != null && !support.isRefused()) {
            metadata.add(field.utf8(), value);
        }
    }

    private StreamBatch begin() {
        if (streams.size() >= MOST_STREAMS) {
            forgetIdle();
        }
        SortedMap<String, String> labels = new TreeMap<>(settings.labels());
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                labels.put(settings.labelFields().get(i).name(), values[i]);
            }
        }
        StreamBatch stream = new StreamBatch(wire, "", labels, spares);
        streams.put(new ArrayList<>(Arrays.asList(values)), stream);
        return stream;
    }

    private void forgetIdle() {
        Iterator<StreamBatch> eldest = streams.values().iterator();
        while (eldest.hasNext()) {
            if (eldest.next().events() == 0) {
                eldest.remove();
                return;
            }
        }
    }
}
