package io.fapilog.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits bytes into lines at {@code \n} or {@code \r\n}. The bytes are read as UTF-8; malformed bytes become U+FFFD,
 * and a byte order mark at the beginning is skipped. A line longer than the limit is truncated, which bounds the
 * memory. Not thread-safe.
 */
public final class LineReader {
    private static final int SMALL = 8 << 10;

    private final int longest;
    private final byte[] buffer = new byte[64 << 10];
    private int at;
    private int end;
    private byte[] partial = new byte[SMALL];
    private int length;
    private boolean overlong;
    private boolean first = true;
    private long truncated;

    /** Truncates lines to {@code longest} bytes. */
    public LineReader(int longest) {
        this.longest = longest;
    }

    /**
     * The next whole line, or null at the end of {@code in}. The beginning of an incomplete line is kept, so a growing
     * file can be read further. Blocks if {@code in} does.
     */
    @Nullable
    public String next(InputStream in) throws IOException {
        while (true) {
            int feed = indexOfFeed();
            if (feed >= 0) {
                return endLine(feed);
            }
            append(end);
            at = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0) {
                return null;
            }
        }
    }

    /** The incomplete line at the end, or null if there is none. */
    @Nullable
    public String rest() {
        return length == 0 ? null : takePartial();
    }

    /** The number of truncated lines. */
    public long truncated() {
        return truncated;
    }

    private int indexOfFeed() {
        for (int i = at; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private String endLine(int feed) {
        if (length == 0 && feed - at <= longest) {
            String line = decode(buffer, at, feed);
            at = feed + 1;
            return line;
        }
        append(feed);
        at = feed + 1;
        return takePartial();
    }

    private void append(int to) {
        int count = Math.min(to - at, longest - length);
        if (count < to - at) {
            overlong = true;
        }
        if (length + count > partial.length) {
            partial = Arrays.copyOf(partial, (int) Math.min(longest, Math.max(length + count, partial.length * 2L)));
        }
        System.arraycopy(buffer, at, partial, length, count);
        length += count;
    }

    private String takePartial() {
        String line = decode(partial, 0, length);
        length = 0;
        truncated += overlong ? 1 : 0;
        overlong = false;
        if (partial.length > 128 * SMALL) {
            partial = new byte[SMALL];
        }
        return line;
    }

    private String decode(byte[] bytes, int from, int to) {
        int last = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        String line = new String(bytes, from, last - from, StandardCharsets.UTF_8);
        boolean marked = first && line.startsWith("\uFEFF");
        first = false;
        return marked ? line.substring(1) : line;
    }
}
