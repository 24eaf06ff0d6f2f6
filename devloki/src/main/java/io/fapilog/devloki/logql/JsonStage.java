package io.fapilog.devloki.logql;

/** Parses the line as a JSON object: each member becomes a label, those of nested objects with a prefix. */
record JsonStage() implements Stage {

    /** The walk through one line. */
    private static final class Walk {
        private final Row row;
        private boolean rejected;

        Walk(Row row) {
            this.row = row;
        }

        boolean object(JsonScanner in, String prefix) throws JsonScanner.Malformed {
            return in.object((key, value) -> member(prefix, key, value));
        }

        private boolean member(String prefix, String key, JsonScanner in) throws JsonScanner.Malformed {
            switch (in.kind()) {
                case OBJECT -> {
                    String name = LabelName.append(prefix, key);
                    return !row.hints().wantsPrefix(name) || object(in.inner(), name);
                }
                case STRING, NUMBER, BOOLEAN -> label(prefix, key, in);
                default -> {}
            }
            return !rejected && !row.hints().complete();
        }

        private void label(String prefix, String key, JsonScanner in) {
            String name = LabelName.append(prefix, key);
            if (name.isEmpty()) {
                return;
            }
            String free = row.free(name);
            if (row.hints().wants(free) && !row.hints().wasExtracted(free)) {
                row.set(free, in.value());
                rejected = !row.hints().accepts(free, row);
            }
        }
    }

    @Override
    public boolean process(Row row) {
        if (row.hints().nothing()) {
            return true;
        }
        Walk walk = new Walk(row);
        try {
            walk.object(new JsonScanner(row.line()), "");
        } catch (JsonScanner.Malformed e) {
            row.failParsing("JSONParserErr", e.getMessage());
        }
        return !walk.rejected;
    }

    @Override
    public String toString() {
        return "| json";
    }
}
