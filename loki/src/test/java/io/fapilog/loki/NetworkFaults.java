package io.fapilog.loki;

import static io.fapilog.loki.BadReply.answersEarly;
import static io.fapilog.loki.BadReply.resetsAfter;
import static io.fapilog.loki.BadReply.says;
import static io.fapilog.loki.BadReply.saysAndGoesOn;
import static io.fapilog.loki.BadReply.storing;
import static io.fapilog.loki.ScriptedServer.answer;
import static io.fapilog.loki.ScriptedServer.cut;
import static io.fapilog.loki.ScriptedServer.hangUp;
import static io.fapilog.loki.ScriptedServer.reset;

import io.fapilog.loki.Fault.Place;
import java.util.List;
import java.util.Random;

/** Connections that are not made, break or fall silent, and answers that are none. */
final class NetworkFaults {
    private static final String BACK = "accepts events again, after 500ms and 1 retry";
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
                Fault.of("the connection is refused at first")
                        .at(Place.NOBODY_LISTENS_AT_FIRST)
                        .ends(0, 204)
                        .warns(
                                "no connection; check that the server is running. The events are kept and will be retried")
                        .informs(BACK),
                Fault.of("the connection is always refused")
                        .at(Place.NOBODY_LISTENS)
                        .forEver()
                        .ends(0, 0, 0)
                        .warns(
                                "no connection; check that the server is running. The events are kept and will be retried"),
                Fault.of("the host is unknown")
                        .at(Place.UNKNOWN_HOST)
                        .forEver()
                        .ends(0, 0)
                        .warns("host.invalid", "the host name is unknown"),
                Fault.of("reset before the body")
                        .replies(resetsAfter(0))
                        .ends(0, 204)
                        .warns("no answer: IOException")
                        .informs(BACK),
                Fault.of("reset within a large body")
                        .logs(NetworkFaults::large)
                        .replies(resetsAfter(1_000))
                        .ends(0, 204)
                        .warns("no answer: IOException")
                        .informs(BACK),
                Fault.of("reset after the body, nothing stored")
                        .replies(reset())
                        .ends(0, 204)
                        .warns("no answer: IOException", "Connection reset")
                        .informs(BACK),
                Fault.of("reset after the body, all stored")
                        .replies(storing(reset()))
                        .ends(0, 204)
                        .doubles(3)
                        .warns("no answer: IOException", "Connection reset")
                        .informs(BACK),
                Fault.of("closed after the body")
                        .replies(hangUp())
                        .ends(0, 204)
                        .warns("no answer: IOException", "EOF reached")
                        .informs(BACK),
                Fault.of("reset ten times")
                        .replies(
                                reset(), reset(), reset(), reset(), reset(), reset(), reset(), reset(), reset(),
                                reset())
                        .ends(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 204)
                        .warns("no answer: IOException", "Connection reset")
                        .informs("accepts events again, after 5s and 10 retries"));
    }

    static List<Fault> pooledConnections() {
        return List.of(
                Fault.of("keep-alive closed while idle")
                        .logs(rig -> rig.append("one"))
                        .logs(rig -> rig.append("two"))
                        .replies(storing(says("HTTP/1.1 204 x\r\n\r\n")))
                        .ends(204, 204)
                        .orOneMorePush(),
                Fault.of("keep-alive closed while the next push is sent")
                        .logs(rig -> rig.append("one"))
                        .logs(rig -> rig.append("two"))
                        .replies(answer(204, ""), hangUp())
                        .ends(204, 0, 204),
                Fault.of("keep-alive reset while the next push is sent, twice")
                        .logs(rig -> rig.append("one"))
                        .logs(rig -> rig.append("two"))
                        .replies(answer(204, ""), reset(), reset())
                        .ends(204, 0, 0, 204)
                        .warns("no answer: IOException", "Connection reset")
                        .informs("accepts events again, after 500ms and 1 retry"),
                Fault.of("every answer closes the connection")
                        .logs(rig -> rig.append("one"))
                        .logs(rig -> rig.append("two"))
                        .replies(answer(200, "fine", "Connection", "close"), answer(204, "", "Connection", "close"))
                        .ends(200, 204));
    }

    static List<Fault> silences() {
        return List.of(
                Fault.of("the answer stalls, all stored")
                        .plays(silences -> List.of(silences.stall()))
                        .ends(0, 204)
                        .doubles(3)
                        .warns(TIMED_OUT)
                        .informs(BACK),
                Fault.of("the body of the answer stalls, all stored")
                        .plays(silences -> List.of(silences.stallInBody()))
                        .ends(0, 204)
                        .doubles(3)
                        .warns(TIMED_OUT)
                        .informs(BACK),
                Fault.of("the answer comes after the timeout")
                        .plays(silences -> List.of(silences.late()))
                        .ends(0, 204)
                        .doubles(3)
                        .warns(TIMED_OUT)
                        .informs(BACK),
                Fault.of("the server is slow, within the timeout")
                        .plays(silences -> List.of(silences.slow()))
                        .ends(200));
    }

    static List<Fault> oddAnswers() {
        return List.of(
                Fault.of("the answer is truncated in its body, all stored")
                        .replies(storing(cut()))
                        .ends(0, 204)
                        .doubles(3)
                        .warns("no answer: IOException", "bytes received: 3")
                        .informs(BACK),
                Fault.of("the answer is truncated in its head, all stored")
                        .replies(storing(says("HTTP/1.1 20")))
                        .ends(0, 204)
                        .doubles(3)
                        .warns("no answer: ")
                        .informs(BACK),
                Fault.of("a refusal is truncated in its body")
                        .replies(says("HTTP/1.1 413 x\r\nContent-Length: 100\r\n\r\ntoo large"))
                        .ends(413, 204, 204)
                        .warns("events is too large"),
                Fault.of("503 is truncated in its body")
                        .replies(says("HTTP/1.1 503 x\r\nContent-Length: 100\r\n\r\naway"))
                        .ends(503, 204)
                        .warns("answers 503; the push will be retried: away")
                        .informs(BACK),
                Fault.of("the server does not speak HTTP")
                        .replies(says("SSH-2.0-OpenSSH_9.2\r\n"))
                        .ends(0, 204)
                        .warns(
                                "the server does not speak HTTP; if it expects TLS, write lokis://",
                                "SSH-2.0-OpenSSH_9.2")
                        .informs(BACK),
                Fault.of("a 204 that announces a body")
                        .replies(storing(says("HTTP/1.1 204 x\r\nContent-Length: 4\r\n\r\nfine")))
                        .ends(204),
                Fault.of("a 204 with an empty chunked body")
                        .logs(rig -> rig.append("one"))
                        .logs(rig -> rig.append("two"))
                        .replies(
                                storing(saysAndGoesOn("HTTP/1.1 204 x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")))
                        .ends(204, 204),
                Fault.of("a 204 with an unannounced body")
                        .replies(storing(says("HTTP/1.1 204 x\r\n\r\nfine")))
                        .ends(204),
                Fault.of("an answer of HTTP/1.0 without a length")
                        .replies(storing(says("HTTP/1.0 200 OK\r\n\r\nfine")))
                        .ends(200),
                Fault.of("100 and 103 before the answer")
                        .logs(rig -> rig.append("one"))
                        .logs(rig -> rig.append("two"))
                        .replies(storing(saysAndGoesOn(EARLY_HINTS)))
                        .ends(204, 204),
                Fault.of("an answer of 1 MiB")
                        .replies(answer(200, "x".repeat(1 << 20)))
                        .ends(200),
                Fault.of("413 before the body was read, as nginx does")
                        .logs(NetworkFaults::large)
                        .replies(answersEarly(
                                "HTTP/1.1 413 x\r\nContent-Length: 15\r\nConnection: close\r\n\r\n<html>413</html"))
                        .ends(413, 204, 204)
                        .warns("events is too large"));
    }

    /** More than the buffers of a socket hold, of what nothing can compress. */
    private static void large(Rig rig) {
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
