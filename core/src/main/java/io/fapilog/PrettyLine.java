package io.fapilog;

import io.fapilog.json.JsonLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The readable format of an event: {@code 10:15:30.123 INFO  shop.Orders [main] order placed order_id=4711}, in local
 * time, followed by the stack trace. Control characters are replaced, so that an event cannot inject terminal escape
 * sequences.
 */
final class PrettyLine implements StdoutSink.Format {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final String RESET = "\u001b[0m";
    private static final String FAINT = "\u001b[2m";

    private final boolean coloured;
    private final ZoneId zone = ZoneId.systemDefault();
    private final StringBuilder text = new StringBuilder();

    PrettyLine(boolean coloured) {
        this.coloured = coloured;
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
        fields(event);
        text.append('\n');
        text.append(JsonLine.stackTrace(event));
        out.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void fields(LogEvent event) {
        for (Map.Entry<String, String> entry : event.context().entrySet()) {
            field(entry.getKey(), entry.getValue());
        }
        event.forEachAttribute(this::field);
    }

    private void field(@Nullable String name, @Nullable Object value) {
        colour(FAINT).append(' ');
        safe(String.valueOf(name));
        text.append('=');
        colour(RESET);
        safe(String.valueOf(value));
    }

    private void safe(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            text.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\uFFFD' : c);
        }
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
