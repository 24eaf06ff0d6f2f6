package io.fapilog.loki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The table of faults as a user may read it. */
final class FaultReport {
    private static final int LONGEST = 300;
    private static final String HEAD = """
            # What comes of a fault

            Each was played over HTTP, in both formats, with and without a spool; they differ only where it says so. Events \
            that are stored once more have the same labels, time and line, so that Loki drops them.

            | fault | delivered | lost | stored once more | what you are told |
            | --- | --- | --- | --- | --- |
            """;

    /** What came of a fault, the sink being closed. */
    record Row(String name, String delivered, String lost, String doubled, String told) {
        Row(Fault fault, Rig rig) {
            this(
                    fault.name,
                    fault.endless
                            ? "none, with a spool all at the next start"
                            : rig.ledger.delivered + " of " + rig.appended(),
                    fault.endless ? "all when closed, with a spool none" : lost(rig.ledger),
                    fault.doubled == 0 ? "none" : "" + fault.doubled,
                    told(rig));
        }

        private static String lost(RecordingLedger ledger) {
            Set<String> lost = new TreeSet<>();
            ledger.dropped.forEach((reason, events) -> lost.add(events + " " + reason.label()));
            if (ledger.uncertain > 0) {
                lost.add("some of " + ledger.uncertain + " refused");
            } else if (ledger.rejected > 0) {
                lost.add(ledger.rejected + " refused");
            }
            return lost.isEmpty() ? "none" : String.join(", ", lost);
        }

        private static String told(Rig rig) {
            List<String> told = new ArrayList<>();
            rig.warnings.forEach(each -> told.add("WARN " + plain(each)));
            rig.infos.stream()
                    .filter(each -> !each.contains(" spool "))
                    .forEach(each -> told.add("INFO " + plain(each)));
            return told.isEmpty() ? "nothing" : String.join("<br>", told).replace("|", "\\|");
        }

        /** Without the address of the sink, which is another in each run. */
        private static String plain(String message) {
            String plain = message.replaceFirst("^lokis?://[^ ]+?:? ", "");
            return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
        }
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();

    void add(Row row) {
        rows.putIfAbsent(row.name(), row);
    }

    /** Writes it below the directory of the build. Returns where. */
    Path write() {
        StringBuilder text = new StringBuilder(HEAD);
        for (Row row : rows.values()) {
            text.append("| ")
                    .append(String.join(" | ", row.name, row.delivered, row.lost, row.doubled, row.told))
                    .append(" |\n");
        }
        try {
            return Files.writeString(Files.createDirectories(Path.of("target")).resolve("faults.md"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
