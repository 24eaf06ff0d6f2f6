package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Renames labels, and sets labels to the text of a template.
 *
 * @param formats what is done, in this order
 */
record LabelFormatStage(List<Format> formats) implements Stage {

    /**
     * One change.
     *
     * @param name the label that is set
     * @param source the label that is renamed, or the text of the template
     * @param template the template, null for a renaming
     */
    record Format(String name, String source, @Nullable GoTemplate template) {
        @Override
        public String toString() {
            return name + "=" + (template == null ? source : GoText.quote(source));
        }
    }

    static LabelFormatStage of(List<Format> formats) throws BadQuery {
        Set<String> seen = new HashSet<>();
        for (Format format : formats) {
            if (format.name().equals(Row.ERROR)) {
                throw new BadQuery("__error__ cannot be formatted");
            }
            if (!seen.add(format.name())) {
                throw new BadQuery(
                        "multiple label name '" + format.name() + "' not allowed in a single format" + " operation");
            }
        }
        return new LabelFormatStage(formats);
    }

    @Override
    public boolean process(Row row) {
        Map<String, String> snapshot = null;
        for (Format format : formats) {
            GoTemplate template = format.template();
            if (template == null) {
                rename(row, format);
                continue;
            }
            // A template does not see what the ones before it have set.
            if (snapshot == null && formats.size() > 1) {
                snapshot = row.labels().asMap();
            }
            fill(row, format.name(), template, snapshot);
        }
        return true;
    }

    private static void rename(Row row, Format format) {
        String value = row.get(format.source());
        if (value != null) {
            row.set(format.name(), value);
            row.delete(format.source());
        }
    }

    private static void fill(Row row, String name, GoTemplate template, @Nullable Map<String, String> snapshot) {
        try {
            row.set(name, template.execute(row, snapshot));
        } catch (TemplateFault e) {
            row.fail("TemplateFormatErr", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<String> labels() {
        List<String> names = new ArrayList<>();
        for (Format format : formats) {
            GoTemplate template = format.template();
            names.addAll(template == null ? List.of(format.source()) : template.labels());
        }
        return names;
    }

    @Override
    public String toString() {
        return "| label_format " + formats.stream().map(Format::toString).collect(Collectors.joining(","));
    }
}
