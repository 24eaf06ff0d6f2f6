package io.fapilog.devloki.logql;

/**
 * Parses the line as logfmt: each pair becomes a label.
 *
 * @param strict whether a malformed line is an error, instead of what is malformed being skipped
 * @param keepEmpty whether keys without a value become labels
 */
record LogfmtStage(boolean strict, boolean keepEmpty) implements Stage {
    @Override
    public boolean process(Row row) {
        if (row.hints().nothing()) {
            return true;
        }
        LogfmtScanner in = new LogfmtScanner(row.line());
        while (!in.atEnd()) {
            if (in.next()) {
                if (!label(row, in)) {
                    return false;
                }
                if (row.hints().complete()) {
                    break;
                }
            } else if (strict) {
                break;
            }
        }
        if (strict && in.error() != null) {
            row.failParsing("LogfmtParserErr", in.error());
            return row.hints().accepts(Row.ERROR, row);
        }
        return true;
    }

    /** Sets the label of the current pair. Returns false if a later filter rejects it. */
    private boolean label(Row row, LogfmtScanner in) {
        String name = LabelName.of(in.key());
        String value = in.value().replace('\uFFFD', ' ');
        if (name.isEmpty() || (value.isEmpty() && !keepEmpty)) {
            return true;
        }
        String free = row.free(name);
        if (!row.hints().wants(free) || row.hints().wasExtracted(free)) {
            return true;
        }
        row.set(free, value);
        return row.hints().accepts(free, row);
    }

    @Override
    public String toString() {
        return "| logfmt" + (strict ? " --strict" : "") + (keepEmpty ? " --keep-empty" : "");
    }
}
