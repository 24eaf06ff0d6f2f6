package io.fapilog.cli.input;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Splits the bytes of one file into lines at {@code \n} or {@code \r\n}, and decodes them. Bytes that are not text
 * become U+FFFD. Byte order marks are left out, at the beginning of every line, because files are concatenated too. NULs
 * are left out at the beginning and at the end of a line, and many together end a line: they are a hole that a crash or
 * a truncation has left, which may be larger than memory. A line longer than the limit is cut. It holds memory only for
 * an incomplete line. Not thread-safe.
 */
final class LineSplitter {
    private static final byte[] NOTHING = {};
    private static final int SMALL = 4 << 10;
    private static final int LARGE = 32 << 10;
    private static final Pattern HOLE = Pattern.compile("\0{16,}");
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long FEEDS = ONES * '\n';

    private final int longest;
    private final TextEncoding otherwise;
    private final ReadCounts counts;
    private @Nullable TextEncoding encoding;
    private byte[] partial = NOTHING;
    private int length;
    private boolean overlong;
    /** The position in the file of the next byte. */
    private long position;
    /** The position after the last line that was passed on. */
    private long lastEnd;

    /** Cuts lines at {@code longest} bytes. The text is encoded as {@code otherwise} unless it says so itself. */
    LineSplitter(int longest, TextEncoding otherwise, ReadCounts counts) {
        this.longest = longest;
        this.otherwise = otherwise;
        this.counts = counts;
    }

    /** Continues at {@code at}, the beginning of a line, of a file that begins with {@code head}. */
    void startAt(long at, byte[] head, int headLength) {
        if (at > 0) {
            position = at;
            lastEnd = at;
            encoding = TextEncoding.ofBeginning(head, headLength, otherwise);
        }
    }

    /** Takes the next bytes of the file, and passes on the lines that end in them. */
    void feed(byte[] bytes, int from, int to, LineSink sink) {
        int at = encoding == null ? skipMark(bytes, from, to) : from;
        if (encoding != null && encoding.isWide()) {
            feedWide(bytes, at, to, sink);
            return;
        }
        while (at < to) {
            int feed = indexOfFeed(bytes, at, to);
            if (feed < 0) {
                keep(bytes, at, to, sink);
                return;
            }
            position += feed + 1 - at;
            endLine(bytes, at, feed, sink);
            at = feed + 1;
        }
    }

    /** Passes on the line at the end that has no line feed. */
    void end(LineSink sink) {
        if (length > 0) {
            takePartial(0, sink);
        }
    }

    /** The position after the last line that was passed on. */
    long lastEnd() {
        return lastEnd;
    }

    /** Finds the encoding by the first two bytes. Returns where the text begins in {@code bytes}. */
    private int skipMark(byte[] bytes, int from, int to) {
        if (from == to) {
            return from;
        }
        if (length == 0 && (bytes[from] & 0xFF) >= 0xFE) {
            append(bytes, from, from + 1);
            position++;
            return skipMark(bytes, from + 1, to);
        }
        TextEncoding wide = length == 1 ? TextEncoding.ofWideMark(partial[0], bytes[from]) : null;
        encoding = wide == null ? otherwise : wide;
        if (wide == null) {
            return from;
        }
        length = 0;
        position++;
        return from + 1;
    }

    private void endLine(byte[] bytes, int from, int feed, LineSink sink) {
        int begin = length == 0 ? afterNuls(bytes, from, feed) : from;
        if (length == 0 && feed - begin <= longest) {
            pass(bytes, begin, feed, sink);
        } else {
            append(bytes, begin, feed);
            takePartial(0, sink);
        }
    }

    /** Keeps the beginning of an incomplete line. */
    private void keep(byte[] bytes, int from, int to, LineSink sink) {
        int begin = afterNuls(bytes, from, to);
        position += to - from;
        if (length == 0 || begin == from) {
            append(bytes, begin, to);
        } else if (begin == to && to - from >= LARGE) {
            takePartial(0, sink);
        } else {
            append(bytes, from, to);
        }
    }

    /** The two bytes of a line feed are at an even position of the file, and may be in different parts of it. */
    private void feedWide(byte[] bytes, int from, int to, LineSink sink) {
        TextEncoding wide = encoding == null ? otherwise : encoding;
        int at = skipWideNuls(bytes, from, to);
        for (int i = at + (int) (1 - (position & 1)); i < to; i += 2) {
            byte before = i > at ? bytes[i - 1] : partial[length - 1];
            if (wide.isWideFeed(before, bytes[i])) {
                append(bytes, at, i + 1);
                position += i + 1 - at;
                takePartial(overlong ? 0 : 2, sink);
                at = skipWideNuls(bytes, i + 1, to);
                i = at - 1;
            }
        }
        append(bytes, at, to);
        position += to - at;
    }

    private int skipWideNuls(byte[] bytes, int from, int to) {
        int at = from;
        if (length == 0 && (position & 1) == 0) {
            while (at + 1 < to && bytes[at] == 0 && bytes[at + 1] == 0) {
                at += 2;
            }
            position += at - from;
        }
        return at;
    }

    private void append(byte[] bytes, int from, int to) {
        int count = Math.min(to - from, longest - length);
        overlong |= count < to - from;
        if (length + count > partial.length) {
            int size = (int) Math.min(longest, Math.max(length + count, partial.length * 2L));
            partial = Arrays.copyOf(partial, size);
        }
        System.arraycopy(bytes, from, partial, length, count);
        length += count;
    }

    private void takePartial(int feed, LineSink sink) {
        byte[] line = partial;
        int count = length - feed;
        length = 0;
        partial = line.length > SMALL ? NOTHING : line;
        if (overlong) {
            counts.addTruncated();
            overlong = false;
        }
        pass(line, 0, count, sink);
    }

    /** Passes on a line that ends before {@code position}. */
    private void pass(byte[] bytes, int from, int to, LineSink sink) {
        TextEncoding used = encodingOf(bytes, from, to);
        boolean marked = !used.isWide() && TextEncoding.hasMark(bytes, from, to);
        int begin = marked ? from + 3 : from;
        String text = new String(bytes, begin, to - begin, used.charset());
        if (text.indexOf('\uFFFD') >= 0 && !used.decodes(bytes, begin, to)) {
            counts.addUndecoded();
        }
        if (used.isWide() && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        if (text.indexOf('\0') >= 0) {
            text = lastAfterHoles(text, sink);
        }
        lastEnd = position;
        sink.line(text, position);
    }

    /** The encoding of the line. A mark of UTF-8 at the beginning of the file decides about all of it. */
    private TextEncoding encodingOf(byte[] bytes, int from, int to) {
        TextEncoding used = encoding == null ? otherwise : encoding;
        if (lastEnd == 0 && !used.isWide() && TextEncoding.hasMark(bytes, from, to)) {
            used = TextEncoding.UTF_8;
        }
        encoding = used;
        return used;
    }

    /** Passes on what is before holes in the line; it ends, as far as can be resumed, where the line begins. */
    private String lastAfterHoles(String text, LineSink sink) {
        String[] parts = HOLE.split(text, -1);
        for (int i = 0; i < parts.length - 1; i++) {
            if (!parts[i].isEmpty()) {
                sink.line(withoutNuls(parts[i]), lastEnd);
            }
        }
        return withoutNuls(parts[parts.length - 1]);
    }

    private static String withoutNuls(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == 0) {
            from++;
        }
        while (to > from && text.charAt(to - 1) == 0) {
            to--;
        }
        return text.substring(from, to);
    }

    private static int afterNuls(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to && bytes[at] == 0 && (long) LONGS.get(bytes, at) == 0) {
            at += Long.BYTES;
        }
        while (at < to && bytes[at] == 0) {
            at++;
        }
        return at;
    }

    /** Compares eight bytes at a time: a byte of {@code word} is 0 where there is a line feed. */
    private static int indexOfFeed(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long word = (long) LONGS.get(bytes, at) ^ FEEDS;
            long found = (word - ONES) & ~word & HIGHS;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }
}
