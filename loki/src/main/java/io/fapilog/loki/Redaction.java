package io.fapilog.loki;

import java.util.Arrays;
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
        String shown = hide(text).replaceAll("[\\p{Cc}\\p{Cf}\\p{Z}]+", " ").strip();
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…";
    }

    /** All secrets are looked for in the same text, since one may be a part of another. */
    private String hide(String text) {
        boolean[] secret = new boolean[text.length()];
        for (String each : hidden.get()) {
            if (each.length() >= SHORTEST_SECRET) {
                mark(text, each, secret);
            }
        }
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!secret[i]) {
                shown.append(text.charAt(i));
            } else if (i == 0 || !secret[i - 1]) {
                shown.append("***");
            }
        }
        return shown.toString();
    }

    private static void mark(String text, String part, boolean[] marks) {
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            Arrays.fill(marks, at, at + part.length(), true);
        }
    }
}
