package io.fapilog.redact;

import io.fapilog.config.Options;
import io.fapilog.config.RedactSettings;
import java.util.ArrayList;
import java.util.List;

/** Maskings by settings as they are written, for tests. */
final class Redactions {
    private Redactions() {}

    /** The masking of {@code settings}, each {@code name=value}. */
    static EventRedaction of(String... settings) {
        return new EventRedaction(settings(settings), (key, sentence) -> {});
    }

    static RedactSettings settings(String... settings) {
        Options options = options(settings);
        RedactSettings read = RedactSettings.read(options, RedactSettings.DEFAULT);
        options.finish();
        return read;
    }

    static Options options(String... settings) {
        List<Options.Entry> entries = new ArrayList<>();
        for (String each : settings) {
            int equals = each.indexOf('=');
            entries.add(new Options.Entry(each.substring(0, equals), each.substring(equals + 1)));
        }
        return new Options("", entries);
    }

    /** {@code text} masked as a value of a field with a harmless name. */
    static Object mask(String text, String... settings) {
        Object masked = of(settings).value("field", text);
        return masked == null ? "null" : masked;
    }
}
