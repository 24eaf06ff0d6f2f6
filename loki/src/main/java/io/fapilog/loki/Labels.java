package io.fapilog.loki;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validation and sanitising of the names and values of labels and structured metadata, by Loki's rules. */
final class Labels {
    /** Loki's default of {@code max_label_names_per_series}; {@code service_name} is not counted. */
    static final int MOST = 15;

    static final String SERVICE_NAME = "service_name";

    private static final int LONGEST_NAME = 1024;
    private static final int LONGEST_VALUE = 2048;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[a-zA-Z0-9]");

    private Labels() {}

    /** The violation of the rules for names of labels, with its mend; null when there is none. */
    static @Nullable String wrongName(String name) {
        if (!NAME.matcher(name).matches()) {
            String fit = fitName(name);
            return "label name " + name + " must match " + NAME + (fit == null ? "" : "; write " + fit);
        }
        if (name.startsWith("__")) {
            return "label name " + name + " begins with __, which Loki reserves; choose another name";
        }
        return name.length() > LONGEST_NAME ? "a label name is longer than " + LONGEST_NAME + " bytes" : null;
    }

    /** The violation of the rules for values of labels, with its mend; null when there is none. */
    static @Nullable String wrongValue(String name, String value) {
        if (value.isEmpty()) {
            return "label " + name + " has no value; Loki ignores such a label, so set a value or remove the label";
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE) {
            return "the value of label " + name + " is longer than " + LONGEST_VALUE + " bytes; shorten it";
        }
        return fitValue(value).equals(value)
                ? null
                : "the value of label " + name + " contains U+FFFD or half a surrogate pair, which Loki refuses;"
                        + " write it in UTF-8";
    }

    /** The name of a label that is closest to {@code name} in Loki's grammar; null when no character is left. */
    static @Nullable String fitName(String name) {
        String fit = fitMetadataName(name);
        if (fit == null) {
            return null;
        }
        String single = fit.replaceFirst("^__+", "_");
        return Character.isDigit(single.charAt(0)) ? "_" + single : single;
    }

    /** The name of metadata that is closest to {@code name} by Loki's rules; null when no character is left. */
    static @Nullable String fitMetadataName(String name) {
        // A name without any ASCII letter or digit makes Loki fail the whole push.
        return LETTER_OR_DIGIT.matcher(name).find() ? name.replaceAll("[^a-zA-Z0-9_]", "_") : null;
    }

    /** A value that Loki accepts: U+FFFD and half surrogate pairs become question marks; at most 2048 bytes. */
    static String fitValue(String value) {
        if (value.length() <= LONGEST_VALUE / 3 && isAscii(value)) {
            return value;
        }
        CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith(new byte[] {'?'});
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_VALUE);
        // One char more than bytes: it may be the second half of a pair.
        String beginning = value.substring(0, Math.min(value.length(), LONGEST_VALUE + 1));
        encoder.encode(CharBuffer.wrap(beginning.replace('\uFFFD', '?')), bytes, true);
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    private static boolean isAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
