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
            same labels, time stamp and line, so Loki drops them while the first ones are in the newest block of their chunk.
            The messages of the JDK vary slightly between versions.

            ## What is done for each status

            | status | what is done | why |
            | --- | --- | --- |
            | 200 to 299, but 260 | delivered | the server has taken the push |
            | 260 | rejected | an operator has blocked the ingestion; Loki has not stored the push and does not want it |
            | 400, 422 | rejected | Loki has stored the good events and names the others; the same push would be refused again |
            | 413 | split | a smaller push may pass; a single event that is too large is dropped |
            | 429 | retried | the rate is limited; it falls at a refusal and rises while there is none. A push that is over the limit by itself is split |
            | 408, 409, 421, 423, 424, 425 | retried | the time, the connection or the state was the wrong one; the next attempt meets another |
            | 401, 402, 403, 404, 405, 407, 410, 411, 415, 426, 431, 511 | retried slowly | somebody has to change the configuration, the account or the gateway; the events are kept for that long |
            | 406, 414, 416, 417, 418, 428, 451 | retried slowly | a gateway refuses the push; nothing is lost by keeping it, and others pass it if it is refused for its content |
            | 300 to 399 | retried slowly | redirects are not followed, since that would send credentials to another server |
            | 100 to 199 | retried slowly | not a final answer: this is no server for pushes |
            | 500, 502, 503, 504, 506, 507 | retried | the server fails; the identical bytes are sent until it does not |
            | 501, 505 | dropped | the server will never take a push |

            Any other status of 400 to 499 is retried slowly, and any other of 500 to 599 is retried. *Retried* is after a
            pause that grows from `backoff_min` to `backoff_max`; *slowly* is after three such pauses near `backoff_max`.

            A push that is refused three times in the same way, or has no answer three times, is passed by others. If the
            server takes those, the push is halved again and again, until only the events are left that the server refuses.
            Such an event is counted as rejected, with the words of the server, once sixteen other pushes were taken where
            chance could as well have chosen this one. While the server takes nothing, nothing is settled.

            ## What was run

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
