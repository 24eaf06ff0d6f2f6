package io.fapilog.devloki.logql;

import java.util.regex.Pattern;

/** Removes the control sequences of terminals from the line. */
record DecolorizeStage() implements Stage {
    /** A sequence starts with ESC or CSI, and ends with BEL after letters or with a final byte after numbers. */
    private static final Pattern SEQUENCE =
            Pattern.compile("[\u001b\u009b][\\[\\]()#;?]*(?:(?:[a-zA-Z\\d]*(?:;[a-zA-Z\\d]*)*)?\u0007"
                    + "|(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PRZcf-ntqry=><~])");

    @Override
    public boolean process(Row row) {
        String line = row.line();
        if (line.indexOf('\u001b') >= 0 || line.indexOf('\u009b') >= 0) {
            row.line(SEQUENCE.matcher(line).replaceAll(""));
        }
        return true;
    }

    @Override
    public String toString() {
        return "| decolorize";
    }
}
