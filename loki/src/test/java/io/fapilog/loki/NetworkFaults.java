package io.fapilog.loki;

import static io.fapilog.loki.RawReaction.answersEarly;
import static io.fapilog.loki.RawReaction.resetsAfter;
import static io.fapilog.loki.RawReaction.storing;
import static io.fapilog.loki.RawReaction.writes;
import static io.fapilog.loki.RawReaction.writesAndStaysOpen;
import static io.fapilog.loki.ScriptedServer.answer;
import static io.fapilog.loki.ScriptedServer.hangUp;
import static io.fapilog.loki.ScriptedServer.reset;
import static io.fapilog.loki.ScriptedServer.truncate;

import io.fapilog.loki.Fault.Place;
import java.util.List;
import java.util.Random;

/** Connections that fail, break or stall, and answers that are malformed. */
final class NetworkFaults {
    private static final String RECOVERED = "accepts events again, after 500ms and 1 retry";
    private static final String EARLY_HINTS = String.join(
            "\r\n",
            "HTTP/1.1 100 Continue",
            "",
            "HTTP/1.1 103 Early Hints",
            "Link: </x>",
            "",
            "HTTP/1.1 204 x",
            "",
            "");
    private static final String TIMED_OUT = "no complete answer within 10m";

    private NetworkFaults() {}

    static List<Fault> connections() {
        return List.of(
                Fault.of("the first connection is refused")
                        .at(Place.NOT_LISTENING_AT_FIRST)
                        .ends(0, 204)
                        .warns(
                                "no connection; check that the server is running. The events are kept and will be retried")
                        .informs(RECOVERED),
                Fault.of("every connection is refused")
                        .at(Place.NOT_LISTENING)
                        .isNeverSettled()
                        .ends(0, 0, 0)
                        .warns(
                                "no connection; check that the server is running. The events are kept and will be retried"),
                Fault.of("the host name is unknown")
                        .at(Place.UNKNOWN_HOST)
                        .isNeverSettled()
                        .ends(0, 0)
                        .warns("host.invalid", "the host name is unknown"),
                Fault.of("the connection is reset before the body")
                        .script(resetsAfter(0))
                        .ends(0, 204)
                        .warns("no answer: SocketException")
                        .informs(RECOVERED),
                Fault.of("the connection is reset within a large body")
                        .logs(NetworkFaults::large)
                        .script(resetsAfter(1_000))
                        .ends(0, 204)
                        .warns("no answer: SocketException")
                        .informs(RECOVERED),
                Fault.of("the connection is reset after the body; the push was not stored")
                        .script(reset())
                        .ends(0, 204)
                        .warns("no answer: SocketException", "Connection reset")
                        .informs(RECOVERED),
                Fault.of("the connection is reset after the body; the push was stored")
                        .script(storing(reset()))
                        .ends(0, 204)
                        .storesAgain(3)
                        .warns("no answer: SocketException", "Connection reset")
                        .informs(RECOVERED),
                Fault.of("the connection is closed after the body")
                        .script(hangUp())
                        .ends(0, 204)
                        .warns("no answer: EOFException", "the connection was closed without an answer")
                        .informs(RECOVERED),
                Fault.of("the connection is reset ten times")
                        .script(
                                reset(), reset(), reset(), reset(), reset(), reset(), reset(), reset(), reset(),
                                reset())
                        .ends(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 204, 204)
                        .warns("no answer: SocketException", "Connection reset")
                        .informs("accepts events again, after 5s and 8 retries"));
    }

    static List<Fault> pooledConnections() {
        return List.of(
                Fault.of("a persistent connection is closed while idle")
                        .logs(rig -> rig.append("one"))
                        .logs(rig -> rig.append("two"))
                        .script(storing(writes("HTTP/1.1 204 x\r\n\r\n")))
                        .ends(204, 204)
                        .orOneMorePush(),
                Fault.of("a persistent connection is closed during the next push")
                        .logs(rig -> rig.append("one"))
                        .logs(rig -> rig.append("two"))
                        .script(answer(204, ""), hangUp())
                        .ends(204, 0, 204),
                Fault.of("a persistent connection is reset during the next push, and so is the following one")
                        .logs(rig -> rig.append("one"))
                        .logs(rig -> rig.append("two"))
                        .script(answer(204, ""), reset(), reset())
                        .ends(204, 0, 0, 204)
                        .warns("no answer: SocketException", "Connection reset")
                        .informs("accepts events again, after 500ms and 1 retry"),
                Fault.of("every answer closes its connection")
                        .logs(rig -> rig.append("one"))
                        .logs(rig -> rig.append("two"))
                        .script(answer(200, "fine", "Connection", "close"), answer(204, "", "Connection", "close"))
                        .ends(200, 204));
    }

    static List<Fault> silences() {
        return List.of(
                Fault.of("the answer stalls; the push was stored")
                        .scriptFor(silences -> List.of(silences.stall()))
                        .ends(0, 204)
                        .storesAgain(3)
                        .warns(TIMED_OUT)
                        .informs(RECOVERED),
                Fault.of("the answer stalls in its body; the push was stored")
                        .scriptFor(silences -> List.of(silences.stallInBody()))
                        .ends(0, 204)
                        .storesAgain(3)
                        .warns(TIMED_OUT)
                        .informs(RECOVERED),
                Fault.of("the answer arrives after the timeout")
                        .scriptFor(silences -> List.of(silences.late()))
                        .ends(0, 204)
                        .storesAgain(3)
                        .warns(TIMED_OUT)
                        .informs(RECOVERED),
                Fault.of("the server is slow and answers within the timeout")
                        .scriptFor(silences -> List.of(silences.slow()))
                        .ends(200));
    }

    static List<Fault> oddAnswers() {
        return List.of(
                Fault.of("the answer is truncated in its body; the push was stored")
                        .script(storing(truncate()))
                        .ends(0, 204)
                        .storesAgain(3)
                        .warns("no answer: EOFException", "closed within an answer, bytes received: 3")
                        .informs(RECOVERED),
                Fault.of("the answer is truncated in its head; the push was stored")
                        .script(storing(writes("HTTP/1.1 20")))
                        .ends(0, 204)
                        .storesAgain(3)
                        .warns("no answer: EOFException", "closed within the head of an answer")
                        .informs(RECOVERED),
                Fault.of("a 413 is truncated in its body")
                        .script(writes("HTTP/1.1 413 x\r\nContent-Length: 100\r\n\r\ntoo large"))
                        .ends(413, 204, 204)
                        .warns("events is too large"),
                Fault.of("a 503 is truncated in its body")
                        .script(writes("HTTP/1.1 503 x\r\nContent-Length: 100\r\n\r\nunavailable"))
                        .ends(503, 204)
                        .warns("answers 503; the push will be retried: unavailable")
                        .informs(RECOVERED),
                Fault.of("the server does not speak HTTP")
                        .script(writes("SSH-2.0-OpenSSH_9.2\r\n"))
                        .ends(0, 204)
                        .warns(
                                "the server does not speak HTTP; if it expects TLS, write lokis://",
                                "SSH-2.0-OpenSSH_9.2")
                        .informs(RECOVERED),
                Fault.of("a 204 that announces a body")
                        .script(storing(writes("HTTP/1.1 204 x\r\nContent-Length: 4\r\n\r\nfine")))
                        .ends(204),
                Fault.of("a 204 with an empty chunked body")
                        .logs(rig -> rig.append("one"))
                        .logs(rig -> rig.append("two"))
                        .script(storing(
                                writesAndStaysOpen("HTTP/1.1 204 x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")))
                        .ends(204, 204),
                Fault.of("a 204 with a body that is not announced")
                        .script(storing(writes("HTTP/1.1 204 x\r\n\r\nfine")))
                        .ends(204),
                Fault.of("an HTTP/1.0 answer without a length")
                        .script(storing(writes("HTTP/1.0 200 OK\r\n\r\nfine")))
                        .ends(200),
                Fault.of("100 and 103 before the final answer")
                        .logs(rig -> rig.append("one"))
                        .logs(rig -> rig.append("two"))
                        .script(storing(writesAndStaysOpen(EARLY_HINTS)))
                        .ends(204, 204),
                Fault.of("an answer of 1 MiB")
                        .script(answer(200, "x".repeat(1 << 20)))
                        .ends(200),
                Fault.of("413 before the body was read, as nginx sends it")
                        .logs(NetworkFaults::large)
                        .script(answersEarly(
                                "HTTP/1.1 413 x\r\nContent-Length: 15\r\nConnection: close\r\n\r\n<html>413</html"))
                        .ends(413, 204, 204)
                        .warns("events is too large"));
    }

    /** Logs random text, which cannot be compressed, of more than the buffers of a socket. */
    private static void large(SinkRig rig) {
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            StringBuilder text = new StringBuilder(16 << 10);
            while (text.length() < 16 << 10) {
                text.append((char) ('!' + random.nextInt(90)));
            }
            rig.append(i + " " + text);
        }
    }
}
