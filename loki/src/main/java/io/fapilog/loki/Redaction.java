package io.fapilog.loki;

import java.util.List;
import java.util.function.Supplier;

/** Makes what others say fit to be shown: one short line without secrets, even where a server repeats them. */
final class Redaction {
    private static final int LONGEST = 300;
    /** Hiding each occurrence of a single character would hide the message, and a secret is longer. */
    private static final int SHORTEST_SECRET = 2;

    private final Supplier<List<String>> hidden;

    Redaction(Supplier<List<String>> hidden) {
        this.hidden = hidden;
    }

    String show(String text) {
        String shown = text;
        for (String secret : hidden.get()) {
            if (secret.length() >= SHORTEST_SECRET) {
                shown = shown.replace(secret, "***");
            }
        }
        shown = shown.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…";
    }
}
