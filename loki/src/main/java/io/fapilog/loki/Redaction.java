package io.fapilog.loki;

import java.util.List;
import java.util.function.Supplier;

/** Sanitises text from outside for messages: one short line without secrets, also where a server repeats them. */
final class Redaction {
    private static final int LONGEST = 300;
    /** A shorter text is not hidden: it is no secret, and hiding each occurrence would make the message unreadable. */
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
