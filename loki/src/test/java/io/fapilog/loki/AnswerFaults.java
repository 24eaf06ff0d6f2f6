package io.fapilog.loki;

import static io.fapilog.loki.RawReaction.storing;
import static io.fapilog.loki.ScriptedServer.answer;

import io.fapilog.DropReason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Answers that deliver, reject, split or change a push. */
final class AnswerFaults {
    private static final String TOO_NEW =
            "entry for stream '{service_name=\"shop\"}' has timestamp too new: 2026-11-22T11:00:00Z\n";
    private static final String NO_METADATA =
            "stream '{service_name=\"shop\"}' includes structured metadata, but this feature is disallowed. Please";

    private static final String OVER_THE_LIMIT =
            "ingestion rate limit exceeded for user fake (limit: 500 bytes/sec) while"
                    + " attempting to ingest '4' lines totaling '900' bytes, reduce log volume or contact your Loki administrator";

    private AnswerFaults() {}

    static List<Fault> delivered() {
        return Stream.of(200, 201, 202, 204, 299)
                .map(status ->
                        Fault.of("" + status).script(answer(status, "fine")).ends(status))
                .toList();
    }

    static List<Fault> refused() {
        List<Fault> rows = new ArrayList<>();
        rows.add(Fault.of("260: ingestion is blocked")
                .script(answer(260, "ingestion blocked for user 'fake' until '2027-01-01T00:00:00Z'\n"))
                .ends(260)
                .rejects(3)
                .warns("the server has refused 3 of 3 events with 260", "ingestion blocked for user 'fake'"));
        for (int status : new int[] {400, 422}) {
            rows.add(Fault.of(status + " for one entry")
                    .script(storing(2, answer(status, TOO_NEW)))
                    .ends(status)
                    .rejects(1)
                    .warns("the server has refused 1 of 3 events with " + status, "has timestamp too new: 2026-11-22"));
        }
        rows.add(Fault.of("400 for two of three entries")
                .script(storing(1, answer(400, "2 errors like: " + TOO_NEW)))
                .ends(400)
                .rejects(2)
                .warns("the server has refused 2 of 3 events with 400", "has timestamp too new: 2026-11-22"));
        rows.add(Fault.of("400 for the whole push")
                .script(answer(400, "couldn't parse labels: 1:2: parse error"))
                .ends(400)
                .rejects(3)
                .warns("the server has refused 3 of 3 events with 400", "couldn't parse labels"));
        rows.add(Fault.of("400 without the number of refused events")
                .script(storing(2, answer(400, "forbidden by the gateway")))
                .ends(400)
                .leavesUncertain(3, 2)
                .warns("an unknown number of 3 events with 400", "forbidden by the gateway"));
        for (int status : new int[] {501, 505}) {
            rows.add(Fault.of(status + ": not supported")
                    .script(answer(status, "not here"))
                    .ends(status)
                    .drops(DropReason.UNSUPPORTED, 3)
                    .warns("answers " + status + " and will never accept a push; 3 events are dropped", "not here"));
        }
        return rows;
    }

    static List<Fault> tooLarge() {
        return List.of(
                Fault.of("413: the push is too large")
                        .logs(rig -> rig.append(4))
                        .script(answer(413, "request body too large"))
                        .ends(413, 204, 204)
                        .warns("a push of 4 events is too large", "batch_bytes", "request body too large"),
                Fault.of("413 until the push has only one event")
                        .logs(rig -> rig.append(5))
                        .script(answer(413, ""), answer(413, ""), answer(413, "request body too large"))
                        .ends(413, 413, 413, 204, 204)
                        .drops(DropReason.TOO_LARGE, 1)
                        .warns("a push of 5 events is too large")
                        .warns("a push of 2 events is too large")
                        .warns("a single event is too large for the server and is dropped", "request body too large"),
                Fault.of("429: the push is over the rate limit by itself")
                        .logs(rig -> rig.append(4))
                        .script(answer(429, OVER_THE_LIMIT))
                        .ends(429, 204, 204)
                        .warns(
                                "a push of 4 events is over the rate limit of the server by itself",
                                "totaling '900' bytes"),
                Fault.of("500: the push is too large for a component of Loki")
                        .logs(rig -> rig.append(4))
                        .script(answer(
                                500,
                                "rpc error: code = ResourceExhausted desc = grpc: received message larger than max (5"
                                        + " vs. 4)"))
                        .ends(500, 204, 204)
                        .warns("a push of 4 events is too large", "larger than max"));
    }

    static List<Fault> metadata() {
        return List.of(
                Fault.of("400: the server accepts no structured metadata")
                        .logs(AnswerFaults::traced)
                        .logs(AnswerFaults::traced)
                        .script(answer(400, NO_METADATA))
                        .ends(400, 204, 204)
                        .warns("none is sent from now on. Set metadata=none", "this feature is disallowed"),
                Fault.of("500: the server fails because of the structured metadata")
                        .logs(AnswerFaults::traced)
                        .script(answer(500, "label name is empty\n"))
                        .ends(500, 204)
                        .warns(
                                "fails because of the structured metadata of a push, which is sent again without it",
                                "label name is empty"));
    }

    private static void traced(SinkRig rig) {
        for (int i = 0; i < 3; i++) {
            rig.append(rig.event("message " + i).attribute("trace_id", "t" + i).build());
        }
    }
}
