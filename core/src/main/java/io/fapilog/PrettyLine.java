package io.fapilog;

import io.fapilog.config.LineOptions;
import io.fapilog.json.JsonLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The readable format of an event: {@code 10:15:30.123 INFO  shop.Orders [main] order placed order_id=4711}, in local
 * time, followed by the stack trace. Control characters but line feeds and tabs, and those that change the direction of
 * the text, are replaced, so that an event cannot inject terminal escape sequences or show another text than it has. A
 * text is truncated to 1 Mi characters.
 */
final class PrettyLine implements StdoutSink.Format {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final String RESET = "\u001b[0m";
    private static final String FAINT = "\u001b[2m";
    private static final int LONGEST_TEXT = 1 << 20;

    private final boolean coloured;
    private final LineOptions options;
    private final ZoneId zone = ZoneId.systemDefault();
    private final StringBuilder text = new StringBuilder();

    PrettyLine(boolean coloured, LineOptions options) {
        this.coloured = coloured;
        this.options = options;
    }

    @Override
    public void write(LogEvent event, ByteArrayOutputStream out) {
        text.setLength(0);
        colour(FAINT)
                .append(TIME.format(Instant.ofEpochSecond(0, event.timestamp()).atZone(zone)));
        colour(RESET).append(' ');
        colour(colourOf(event.level())).append(event.level().name());
        colour(RESET).append(event.level().name().length() == 4 ? "  " : " ");
        safe(event.logger());
        colour(FAINT).append(" [");
        safe(event.thread());
        text.append(']');
        colour(RESET).append(' ');
        safe(event.message());
        event.forEachField(this::field);
        text.append('\n');
        safe(JsonLine.stackTrace(event));
        out.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void field(String name, @Nullable Object value) {
        if (!options.fields().includes(name) || (options.dropsEmpty() && (value == null || value.equals("")))) {
            return;
        }
        colour(FAINT).append(' ');
        safe(name);
        text.append('=');
        colour(RESET);
        safe(String.valueOf(value), options.maxField());
    }

    private void safe(String raw) {
        safe(raw, LONGEST_TEXT);
    }

    private void safe(String raw, int most) {
        int count = Math.min(raw.length(), most);
        for (int i = 0; i < count; i++) {
            char c = raw.charAt(i);
            text.append(isHarmless(c) ? c : '\uFFFD');
        }
        if (count < raw.length()) {
            text.append("[truncated]");
        }
    }

    private static boolean isHarmless(char c) {
        if (c < 0x80) {
            return (c >= ' ' && c != 0x7F) || c == '\n' || c == '\t';
        }
        return !Character.isISOControl(c) && !isDirection(c);
    }

    /** Whether {@code c} is one of Unicode's marks, embeddings, overrides and isolates of the direction of writing. */
    private static boolean isDirection(char c) {
        return c == '\u061C'
                || c == '\u200E'
                || c == '\u200F'
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069');
    }

    private StringBuilder colour(String code) {
        return coloured ? text.append(code) : text;
    }

    private static String colourOf(Level level) {
        return switch (level) {
            case ERROR -> "\u001b[31m";
            case WARN -> "\u001b[33m";
            case INFO -> "\u001b[32m";
            case DEBUG, TRACE -> "\u001b[36m";
        };
    }
}
