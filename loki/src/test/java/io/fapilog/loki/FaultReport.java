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

/** The fault table for users, {@code docs/faults.md}. */
final class FaultReport {
    private static final int MAX_MESSAGE = 300;
    private static final String HEAD = """
            # Fault table

            Failures of a server or a network, and the result of each. Every row was run over HTTP, in both formats, with
            and without a spool; a row states where the spool makes a difference. Events that are *stored again* have the
            same labels, time stamp and line, so Loki drops the duplicates. The messages of the JDK vary slightly between
            versions.

            | fault | delivered | rejected or dropped | stored again | reported |
            | --- | --- | --- | --- | --- |
            """;

    /** The result of a fault, after the sink was closed. */
    record Row(String name, String delivered, String undelivered, String storedAgain, String reported) {
        Row(Fault fault, SinkRig rig) {
            this(
                    fault.name,
                    fault.neverSettled
                            ? "none; with a spool, all after the next start"
                            : rig.ledger.delivered + " of " + rig.appended(),
                    fault.neverSettled ? "all, on close; with a spool, none" : undelivered(rig.ledger),
                    fault.storedAgain == 0 ? "none" : "" + fault.storedAgain,
                    reported(rig));
        }

        private static String undelivered(RecordingLedger ledger) {
            Set<String> undelivered = new TreeSet<>();
            ledger.dropped.forEach((reason, events) -> undelivered.add(events + " dropped: " + reason.label()));
            if (ledger.uncertain > 0) {
                undelivered.add("some of " + ledger.uncertain + " rejected");
            } else if (ledger.rejected > 0) {
                undelivered.add(ledger.rejected + " rejected");
            }
            return undelivered.isEmpty() ? "none" : String.join(", ", undelivered);
        }

        private static String reported(SinkRig rig) {
            List<String> reported = new ArrayList<>();
            rig.warnings.forEach(each -> reported.add("WARN " + withoutAddress(each)));
            rig.infos.stream()
                    .filter(each -> !each.contains(" spool "))
                    .forEach(each -> reported.add("INFO " + withoutAddress(each)));
            return reported.isEmpty()
                    ? "nothing"
                    : String.join("<br>", reported).replace("|", "\\|");
        }

        /** The message without the address of the sink, which differs from run to run. */
        private static String withoutAddress(String message) {
            String rest = message.replaceFirst("^lokis?://[^ ]+?:? ", "");
            return rest.length() <= MAX_MESSAGE ? rest : rest.substring(0, MAX_MESSAGE) + "…";
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
                    .append(String.join(" | ", row.name, row.delivered, row.undelivered, row.storedAgain, row.reported))
                    .append(" |\n");
        }
        try {
            return Files.writeString(Files.createDirectories(Path.of("target")).resolve("faults.md"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
