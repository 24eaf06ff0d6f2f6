package io.fapilog.devloki.logql;

import java.util.List;

/**
 * Replaces the line by the text of a template.
 *
 * @param text the template
 * @param template its parsed form
 */
record LineFormatStage(String text, GoTemplate template) implements Stage {
    @Override
    public boolean process(Row row) {
        String single = template.singleLabel();
        if (single != null) {
            String value = row.get(single);
            row.line(value == null ? "" : value);
            return true;
        }
        try {
            row.line(template.execute(row, null));
        } catch (TemplateFault e) {
            row.fail("TemplateFormatErr", String.valueOf(e.getMessage()));
        }
        return true;
    }

    @Override
    public List<String> labels() {
        return template.labels();
    }

    @Override
    public String toString() {
        return "| line_format " + GoText.quote(text);
    }
}
