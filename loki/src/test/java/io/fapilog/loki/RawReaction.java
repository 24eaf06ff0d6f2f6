package io.fapilog.loki;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A reaction that violates HTTP or breaks the connection.
 *
 * @param text the bytes that are written, unchanged
 * @param end the end of the connection
 * @param reads the number of bytes of the body that are read before
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RawReaction(byte[] text, End end, int reads) implements ScriptedServer.Reaction {
    /** The end of a connection. */
    enum End {
        STAYS_OPEN,
        CLOSE,
        RESET,
        /** As nginx does: no more is written, and further input is discarded. */
        LINGER
    }

    private static final int ALL = Integer.MAX_VALUE;

    /** Writes {@code text} and closes the connection. */
    static RawReaction writes(String text) {
        return new RawReaction(bytes(text), End.CLOSE, ALL);
    }

    /** Writes {@code text} and leaves the connection open. */
    static RawReaction writesAndStaysOpen(String text) {
        return new RawReaction(bytes(text), End.STAYS_OPEN, ALL);
    }

    /** Resets the connection after {@code bytes} bytes of the body. */
    static RawReaction resetsAfter(int bytes) {
        return new RawReaction(new byte[0], End.RESET, bytes);
    }

    /** Writes {@code text} after the head of the request, and discards the body. */
    static RawReaction answersEarly(String text) {
        return new RawReaction(bytes(text), End.LINGER, 0);
    }

    /** The same reaction from a server that stores the last {@code events} of the push. */
    static ScriptedServer.Reaction storing(int events, ScriptedServer.Reaction reaction) {
        return new ScriptedServer.Reaction() {
            @Override
            public boolean write(OutputStream out, Socket socket) throws IOException {
                return reaction.write(out, socket);
            }

            @Override
            public int stores(int sent) {
                return Math.min(events, sent);
            }
        };
    }

    /** The same reaction from a server that stores the whole push. */
    static ScriptedServer.Reaction storing(ScriptedServer.Reaction reaction) {
        return storing(ALL, reaction);
    }

    @Override
    public boolean write(OutputStream out, Socket socket) throws IOException {
        out.write(text);
        out.flush();
        if (end == End.RESET) {
            socket.setSoLinger(true, 0);
        } else if (end == End.LINGER) {
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        return end == End.STAYS_OPEN;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
