package io.fapilog.devloki;

import io.fapilog.devloki.logql.GoText;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The decoded body of a push.
 *
 * @param streams the streams in the order sent
 * @param plainBytes the size of the JSON text or protobuf message
 */
record PushBody(List<RawStream> streams, long plainBytes) {
    /** A body that could not be decoded. */
    static final PushBody NONE = new PushBody(List.of(), 0);

    private static final Pattern PARAMETERS =
            Pattern.compile("(\\s*;\\s*[^\\s;=\"]+\\s*=\\s*([^\\s;=\"]+|\"([^\"\\\\]|\\\\.)*\")\\s*)*;?\\s*");
    private static final Set<String> CODINGS = Set.of("", "snappy", "gzip", "deflate");

    /**
     * Decodes a body.
     *
     * @param wire the bytes received, at most {@code limits.maxBodyBytes() + 1} of them
     * @param announced the Content-Length, -1 if there is none
     * @throws BadPush if Loki would refuse it
     */
    static PushBody open(
            @Nullable String contentType, @Nullable String encoding, byte[] wire, long announced, Limits limits)
            throws BadPush {
        String coding = encoding == null ? "" : encoding;
        if (!CODINGS.contains(coding)) {
            throw new BadPush("Content-Encoding " + GoText.quote(coding) + " not supported");
        }
        return mediaType(contentType).equals("application/json")
                ? json(wire, coding, limits)
                : protobuf(wire, coding, announced, limits);
    }

    /** The number of entries of all streams. */
    int entries() {
        return streams.stream().mapToInt(stream -> stream.entries().size()).sum();
    }

    private static PushBody json(byte[] wire, String coding, Limits limits) throws BadPush {
        byte[] text = decompressed(wire, coding, limits);
        List<RawStream> streams = PushJson.decode(new String(text, StandardCharsets.UTF_8));
        // Checked after decoding, as in Loki: a larger body is usually refused earlier, as an incomplete document.
        if (wire.length > limits.maxBodyBytes()) {
            throw new BadPush("compressed message size " + wire.length + " exceeds limit " + limits.maxBodyBytes());
        }
        return new PushBody(streams, text.length);
    }

    private static PushBody protobuf(byte[] wire, String coding, long announced, Limits limits) throws BadPush {
        int max = limits.maxBodyBytes();
        checkSize(announced, max);
        byte[] block = decompressed(wire, coding, limits);
        checkSize(block.length, max);
        checkPlainSize(SnappyBlock.decodedLength(block), limits);
        byte[] message = SnappyBlock.decode(block);
        return new PushBody(PushProto.decode(message), message.length);
    }

    private static void checkSize(long size, int max) throws BadPush {
        if (size > max) {
            throw new BadPush(
                    413, "request body too large: message size too large than max (" + size + " vs " + max + ")");
        }
    }

    private static void checkPlainSize(long size, Limits limits) throws BadPush {
        if (size > limits.maxPlainBytes()) {
            throw new BadPush(
                    "decompressed message size too large than max (" + size + " vs " + limits.maxPlainBytes() + ")");
        }
    }

    /** The media type in lower case, as by Go's {@code mime.ParseMediaType}. The parameters must be well-formed. */
    private static String mediaType(@Nullable String header) throws BadPush {
        String value = header == null ? "" : header;
        int end = value.indexOf(';');
        String type = (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        if (type.isEmpty()) {
            throw new BadPush("mime: no media type");
        }
        if (end >= 0 && !PARAMETERS.matcher(value.substring(end)).matches()) {
            throw new BadPush("mime: invalid media parameter");
        }
        return type;
    }

    private static byte[] decompressed(byte[] wire, String encoding, Limits limits) throws BadPush {
        return switch (encoding) {
            case "gzip" -> gunzip(wire, limits);
            case "deflate" -> inflate(wire, limits);
            default -> wire;
        };
    }

    private static byte[] gunzip(byte[] wire, Limits limits) throws BadPush {
        if (wire.length == 0) {
            throw new BadPush("EOF");
        }
        if (wire.length < 2 || (wire[0] & 0xFF) != 0x1F || (wire[1] & 0xFF) != 0x8B) {
            throw new BadPush("gzip: invalid header");
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(wire), 1 << 16)) {
            return plain(in, limits);
        } catch (EOFException e) {
            throw new BadPush("unexpected EOF");
        } catch (IOException e) {
            throw new BadPush("gzip: invalid checksum");
        }
    }

    /** Decompresses raw DEFLATE, without the header of zlib, as Go's {@code flate} does. */
    private static byte[] inflate(byte[] wire, Limits limits) throws BadPush {
        if (wire.length == 0) {
            throw new BadPush("EOF");
        }
        Inflater inflater = new Inflater(true);
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(wire), inflater, 1 << 16)) {
            return plain(in, limits);
        } catch (EOFException e) {
            throw new BadPush("unexpected EOF");
        } catch (IOException e) {
            throw new BadPush("flate: corrupt input before offset " + inflater.getBytesRead());
        } finally {
            inflater.end();
        }
    }

    private static byte[] plain(InputStream in, Limits limits) throws IOException, BadPush {
        long limit = Math.min(limits.maxPlainBytes(), Integer.MAX_VALUE - 16);
        byte[] plain = in.readNBytes((int) limit + 1);
        checkPlainSize(plain.length, limits);
        return plain;
    }
}
