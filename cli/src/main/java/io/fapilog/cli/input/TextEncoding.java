package io.fapilog.cli.input;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of a text whose lines can be found without decoding it: a line feed is the byte 0A, or the two bytes that
 * it is in UTF-16.
 *
 * @param charset how lines are decoded
 * @param isWide whether it is UTF-16
 */
public record TextEncoding(Charset charset, boolean isWide) {
    /** UTF-8. */
    public static final TextEncoding UTF_8 = new TextEncoding(StandardCharsets.UTF_8, false);

    private static final TextEncoding LITTLE = new TextEncoding(StandardCharsets.UTF_16LE, true);
    private static final TextEncoding BIG = new TextEncoding(StandardCharsets.UTF_16BE, true);
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /**
     * The encoding called {@code name}.
     *
     * @throws IllegalArgumentException if there is none, or its lines cannot be found, with the reason
     */
    public static TextEncoding of(String name) {
        Charset charset = charset(name);
        if (charset.equals(StandardCharsets.UTF_16LE)) {
            return LITTLE;
        }
        if (charset.equals(StandardCharsets.UTF_16BE) || charset.equals(StandardCharsets.UTF_16)) {
            return BIG;
        }
        if (!charset.canEncode() || !Arrays.equals("\n".getBytes(charset), new byte[] {'\n'})) {
            throw new IllegalArgumentException("--encoding=" + name + " is not supported, because its line ends are not"
                    + " the byte 0A; convert the file first, for example with iconv");
        }
        return new TextEncoding(charset, false);
    }

    /** The encoding that the byte order mark at the beginning of a file names, or {@code otherwise}. */
    static TextEncoding ofBeginning(byte[] bytes, int length, TextEncoding otherwise) {
        TextEncoding wide = length >= 2 ? ofWideMark(bytes[0], bytes[1]) : null;
        if (wide != null) {
            return wide;
        }
        return hasMark(bytes, 0, length) ? UTF_8 : otherwise;
    }

    /** The kind of UTF-16 whose byte order mark these two bytes are, or null. */
    static @Nullable TextEncoding ofWideMark(byte first, byte second) {
        if (first == (byte) 0xFF && second == (byte) 0xFE) {
            return LITTLE;
        }
        return first == (byte) 0xFE && second == (byte) 0xFF ? BIG : null;
    }

    /** Whether there is the byte order mark of UTF-8 at {@code from}. */
    static boolean hasMark(byte[] bytes, int from, int to) {
        return to - from >= MARK.length
                && bytes[from] == MARK[0]
                && bytes[from + 1] == MARK[1]
                && bytes[from + 2] == MARK[2];
    }

    /** Whether these two bytes are a line feed of UTF-16. */
    boolean isWideFeed(byte first, byte second) {
        return isLittle() ? first == '\n' && second == 0 : first == 0 && second == '\n';
    }

    /** Whether the bytes are text in this encoding. */
    boolean decodes(byte[] bytes, int from, int to) {
        try {
            CharBuffer unused = charset.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private boolean isLittle() {
        return charset.equals(StandardCharsets.UTF_16LE);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException(
                    "--encoding=" + name + " is no known encoding; write for example UTF-8, ISO-8859-1 or UTF-16LE", e);
        }
    }
}
