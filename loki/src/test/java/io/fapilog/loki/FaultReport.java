package io.fapilog.loki;

import io.fapilog.testkit.RecordingLedger;
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

/** The table of faults as users read it: {@code docs/faults.md}. */
final class FaultReport {
    private static final int LONGEST = 300;
    private static final String HEAD = """
            # Fault table

            The faults of a server or a network, and what each one leads to. Every row was tried over HTTP, in both formats,
            with and without a spool; where the spool makes a difference the row says so. Events that are *stored again*
            have the same labels, time stamp and line, so that Loki drops them. The messages of the JDK differ a little from
            version to version.

            | fault | delivered | lost | stored again | what is reported |
            | --- | --- | --- | --- | --- |
            """;

    /** What a fault has led to, after the sink was closed. */
    record Row(String name, String delivered, String lost, String doubled, String told) {
        Row(Fault fault, Rig rig) {
            this(
                    fault.name,
                    fault.endless
                            ? "none; with a spool all at the next start"
                            : rig.ledger.delivered + " of " + rig.appended(),
                    fault.endless ? "all at the close; with a spool none" : lost(rig.ledger),
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

        /** The message without the address of the sink, which differs from run to run. */
        private static String plain(String message) {
            String plain = message.replaceFirst("^lokis?://[^ ]+?:? ", "");
            return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
        }
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();

    void add(Row row) {
        rows.putIfAbsent(row.name(), row);
    }

    /** Writes the table to the build directory. Returns the path. */
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
