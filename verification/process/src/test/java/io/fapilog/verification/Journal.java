package io.fapilog.verification;

import io.fapilog.devloki.ReceivedPush;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A file of the pushes to a server. Each push is written before it is answered. Thread-safe. */
final class Journal implements Closeable {
    private final FileChannel channel;

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    /** The content of one push, and the status of its answer. */
    record Push(int status, String contentType, String encoding, ByteBuffer body) {}

    /** Creates a new file. */
    static Journal create(Path file) throws IOException {
        return new Journal(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    void write(ReceivedPush push) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            byte[] body = push.body().orElseThrow();
            out.writeInt(push.status());
            out.writeUTF(push.contentType());
            out.writeUTF(push.encoding());
            out.writeInt(body.length);
            out.write(body);
            append(ByteBuffer.wrap(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void append(ByteBuffer push) throws IOException {
        while (push.hasRemaining()) {
            channel.write(push);
        }
    }

    /** All complete pushes of {@code file}. The server did not answer a push whose write was interrupted. */
    static List<Push> read(Path file) throws IOException {
        List<Push> pushes = new ArrayList<>();
        if (!Files.exists(file)) {
            return pushes;
        }
        try (InputStream bytes = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(bytes)) {
            while (true) {
                int status = in.readInt();
                String contentType = in.readUTF();
                String encoding = in.readUTF();
                byte[] body = new byte[in.readInt()];
                in.readFully(body);
                pushes.add(new Push(status, contentType, encoding, ByteBuffer.wrap(body)));
            }
        } catch (EOFException e) {
            return pushes;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
