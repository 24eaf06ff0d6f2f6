package io.fapilog.loki;

import io.fapilog.Diagnostics;
import io.fapilog.LogEvent;
import io.fapilog.loki.StreamSettings.OriginEntry;
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
    private final MetadataSupport support;
    private final List<LabelField> labelFields = new ArrayList<>();
    private final FieldPatterns labelPatterns;
    private final FieldPatterns metadataPatterns;
    /** The names of the label fields that the patterns have found. */
    private final Set<String> found = new HashSet<>();

    private boolean toldTooMany;

    private final Map<List<@Nullable String>, StreamBatch> streams = new LinkedHashMap<>(16, 0.75f, true);
    private final @Nullable StreamBatch only;
    /** The values of the label fields in the present event. */
    private @Nullable String[] values;

    Streams(StreamSettings settings, Wire wire, MetadataSupport support, SpareBuffers spares, Diagnostics diagnostics) {
        this.settings = settings;
        this.wire = wire;
        this.support = support;
        this.spares = spares;
        this.diagnostics = diagnostics;
        settings.labelFields().forEach(field -> labelFields.add(new LabelField(field, false)));
        this.values = new @Nullable String[labelFields.size()];
        List<Field> named = new ArrayList<>(settings.labelFields());
        this.labelPatterns = new FieldPatterns(settings.labelPatterns(), named, Labels::fitName);
        named.addAll(settings.metadata());
        this.metadataPatterns = new FieldPatterns(settings.metadataPatterns(), named, Labels::fitMetadataName);
        boolean isOne = labelFields.isEmpty() && labelPatterns.isEmpty();
        this.only = isOne ? new StreamBatch(wire, "", settings.labels(), spares) : null;
    }

    /** The stream of {@code event}. Adds the structured metadata of the event to {@code metadata}. */
    StreamBatch of(LogEvent event, Metadata metadata) {
        StreamBatch stream = only;
        if (stream == null) {
            if (!labelPatterns.isEmpty()) {
                event.forEachField(this::findLabel);
            }
            chooseLabels(event, metadata);
            stream = streams.get(Arrays.asList(values));
            stream = stream == null ? begin() : stream;
        }
        if (!support.isRefused()) {
            addMetadata(event, metadata);
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

    /** Makes a field whose name matches a pattern a label field; if there are as many as Loki accepts, metadata. */
    private void findLabel(String name, @Nullable Object value) {
        Field field = value == null ? null : labelPatterns.of(name);
        if (field == null
                || found.size() == Metadata.MOST_NAMES
                || settings.labels().containsKey(field.name())
                || !found.add(field.name())) {
            return;
        }
        boolean isTooMany = settings.labels().size() + labelFields.size() >= Labels.MOST;
        if (isTooMany && !toldTooMany) {
            toldTooMany = true;
            diagnostics.warn(
                    "label_fields",
                    "label_fields matches more than the " + Labels.MOST + " labels that Loki accepts; " + name
                            + " is sent as structured metadata. Exclude fields, or move the pattern to metadata");
        }
        labelFields.add(new LabelField(field, isTooMany));
        values = Arrays.copyOf(values, labelFields.size());
        lengthenKeys();
    }

    /** The streams so far have no value of the new label field. */
    private void lengthenKeys() {
        Map<List<@Nullable String>, StreamBatch> longer = new LinkedHashMap<>();
        streams.forEach((key, stream) -> {
            List<@Nullable String> longerKey = new ArrayList<>(key);
            longerKey.add(null);
            longer.put(longerKey, stream);
        });
        streams.clear();
        streams.putAll(longer);
    }

    private void chooseLabels(LogEvent event, Metadata metadata) {
        for (int i = 0; i < values.length; i++) {
            LabelField label = labelFields.get(i);
            String value = label.field().of(event);
            values[i] = value == null || label.isMetadata() ? null : Labels.fitValue(value);
            if (values[i] != null && exceedsLimit(label, values[i])) {
                values[i] = null;
            }
            if (label.isMetadata() && value != null && !support.isRefused()) {
                metadata.add(label.field().utf8(), value);
            }
        }
    }

    private boolean exceedsLimit(LabelField label, String value) {
        boolean exceeds = label.exceeds(value, MOST_VALUES);
        if (exceeds) {
            diagnostics.warn(
                    "label_fields",
                    "the field " + label.field().source() + " has more than " + MOST_VALUES
                            + " values, too many for a label, and is sent as structured metadata from now on."
                            + " Move it from label_fields to metadata");
        }
        return exceeds;
    }

    private void addMetadata(LogEvent event, Metadata metadata) {
        for (Field field : settings.metadata()) {
            String value = field.of(event);
            if (value != null) {
                metadata.add(field.utf8(), value);
            }
        }
        if (!metadataPatterns.isEmpty()) {
            event.forEachField((name, unused) -> addMatching(event, name, metadata));
        }
        for (OriginEntry entry : settings.origin()) {
            metadata.addIfAbsent(entry.name(), entry.value());
        }
    }

    private void addMatching(LogEvent event, String name, Metadata metadata) {
        Field field = metadataPatterns.of(name);
        String value = field == null || found.contains(field.name()) ? null : field.of(event);
        if (field != null && value != null) {
            metadata.addIfAbsent(field.utf8(), value);
        }
    }

    private StreamBatch begin() {
        if (streams.size() >= MOST_STREAMS) {
            forgetIdle();
        }
        SortedMap<String, String> labels = new TreeMap<>(settings.labels());
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                labels.put(labelFields.get(i).field().name(), values[i]);
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
