package io.fapilog.loki;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * What a server does that no server should.
 *
 * @param text what it writes, to the letter
 * @param end what becomes of the connection
 * @param reads how many bytes of the body it reads before
 */
record BadReply(String text, End end, int reads) implements ScriptedServer.Reply {
    /** What becomes of a connection. */
    enum End {
        STAYS,
        IS_CLOSED,
        IS_RESET,
        /** As nginx does: nothing more is said, what comes is read and thrown away. */
        LINGERS
    }

    private static final int ALL = Integer.MAX_VALUE;

    /** Writes {@code text} and hangs up. */
    static BadReply says(String text) {
        return new BadReply(text, End.IS_CLOSED, ALL);
    }

    /** Writes {@code text} and goes on. */
    static BadReply saysAndGoesOn(String text) {
        return new BadReply(text, End.STAYS, ALL);
    }

    /** Resets the connection when so many bytes of the body have come. */
    static BadReply resetsAfter(int bytes) {
        return new BadReply("", End.IS_RESET, bytes);
    }

    /** Answers as soon as it has seen the head. */
    static BadReply answersEarly(String text) {
        return new BadReply(text, End.LINGERS, 0);
    }

    /** The same, from a server that has stored the last {@code events} of the push all the same. */
    static ScriptedServer.Reply storing(int events, ScriptedServer.Reply reply) {
        return new ScriptedServer.Reply() {
            @Override
            public boolean write(OutputStream out, Socket socket) throws IOException {
                return reply.write(out, socket);
            }

            @Override
            public int stores(int sent) {
                return Math.min(events, sent);
            }
        };
    }

    /** The same, from a server that has stored the whole push. */
    static ScriptedServer.Reply storing(ScriptedServer.Reply reply) {
        return storing(ALL, reply);
    }

    @Override
    public boolean write(OutputStream out, Socket socket) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        if (end == End.IS_RESET) {
            socket.setSoLinger(true, 0);
        } else if (end == End.LINGERS) {
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        return end == End.STAYS;
    }
}
