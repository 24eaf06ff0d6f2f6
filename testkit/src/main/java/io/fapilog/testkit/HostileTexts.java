package io.fapilog.testkit;

import java.util.List;

/** Short texts that encoders must not stumble over, as pieces of random texts. */
public final class HostileTexts {
    /** Unpaired surrogates, control characters, what JSON, HTML and terminals treat in their own ways, and plain text. */
    public static final List<String> PIECES = List.of(
            "",
            "\uD83D",
            "\uDE00",
            "\uDE00\uD83D",
            "\uD83D\uDE00",
            "\u0000",
            "\u001f",
            "\u007f",
            "\u0080",
            "\u07ff\u0800\uffff",
            "\u2028\u2029",
            "\"",
            "\\",
            "\n",
            "\r\n\t\b\f",
            "</script>",
            "\uFEFF",
            "grün",
            "日本語",
            "plain text",
            "\uDBFF\uDFFF");

    private HostileTexts() {}
}
