package io.fapilog.cli.logs;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * One readable line: {@code 10:15:30.123 WARN  checkout shop.Orders order refused order_id=4711}: time, level, service,
 * logger, message, then the other members of the line and its metadata; below it the stack trace, indented. The time is
 * local, with the date unless it is today. A line that is no JSON object with a message stands in place of the message.
 * Nothing in a line can control the terminal. For one thread.
 */
public final class TextFormat implements LineFormat {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);
    private static final String INDENT = "    ";
    private static final String RESET = "\u001b[0m";
    private static final String FAINT = "\u001b[2m";
    private static final String STACK_TRACE = "exception_stacktrace";
    /** The members of a line that have a place of their own, or say the same again. */
    private static final Set<String> PLACED = Set.of(
            "timestamp", "level", "logger", "thread", "message", "exception_type", "exception_message", STACK_TRACE);
    /** The metadata that the level is read from. */
    private static final String DETECTED = "detected_level";

    private final boolean coloured;
    private final Clock clock;

    /**
     * Creates the format.
     *
     * @param coloured whether to colour the parts
     * @param clock tells today and the time zone
     */
    public TextFormat(boolean coloured, Clock clock) {
        this.coloured = coloured;
        this.clock = clock;
    }

    @Override
    public String text(LogLine line) {
        JsonNode json = event(line.line());
        StringBuilder text = new StringBuilder(line.line().length() + 64);
        paint(FAINT, time(line.nanos()), text).append(' ');
        level(level(line, json), text);
        text.append(' ');
        String service = line.labels().getOrDefault("service_name", "");
        if (!service.isEmpty()) {
            paint(FAINT, VisibleText.line(service), text).append(' ');
        }
        if (json.isMissingNode()) {
            text.append(VisibleText.of(line.line().stripTrailing(), INDENT));
        } else {
            event(json, text);
        }
        metadata(line.metadata(), json, text);
        stackTrace(json, text);
        return text.toString();
    }

    /** The members of the line; missing if it is no event in JSON. */
    private static JsonNode event(String line) {
        if (!line.startsWith("{")) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(line);
            return json.path("message").isString() ? json : MissingNode.getInstance();
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private void event(JsonNode json, StringBuilder text) {
        String logger = json.path("logger").asString("");
        if (!logger.isEmpty()) {
            text.append(VisibleText.line(logger)).append(' ');
        }
        text.append(VisibleText.of(json.path("message").asString(), INDENT));
        json.forEachEntry((name, value) -> {
            if (!PLACED.contains(name)) {
                field(name, value.isString() ? value.asString() : value.toString(), text);
            }
        });
        if (json.path(STACK_TRACE).isMissingNode()) {
            exception(json, text);
        }
    }

    private void exception(JsonNode json, StringBuilder text) {
        for (String name : new String[] {"exception_type", "exception_message"}) {
            JsonNode value = json.path(name);
            if (value.isString()) {
                field(name, value.asString(), text);
            }
        }
    }

    private void metadata(Map<String, String> metadata, JsonNode json, StringBuilder text) {
        metadata.forEach((name, value) -> {
            boolean isInLine = PLACED.contains(name) || !json.path(name).isMissingNode();
            if (!isInLine && !name.equals(DETECTED)) {
                field(name, value, text);
            }
        });
    }

    private void field(String name, String value, StringBuilder text) {
        text.append(' ');
        paint(FAINT, VisibleText.line(name) + "=", text).append(VisibleText.of(value, INDENT));
    }

    private static void stackTrace(JsonNode json, StringBuilder text) {
        String trace = json.path(STACK_TRACE).asString("").stripTrailing();
        if (!trace.isEmpty()) {
            text.append('\n').append(INDENT).append(VisibleText.of(trace, INDENT));
        }
    }

    private String time(long nanos) {
        ZonedDateTime time = JsonFormat.instant(nanos).atZone(clock.getZone());
        return (time.toLocalDate().equals(LocalDate.now(clock)) ? TIME : DATE).format(time);
    }

    private static String level(LogLine line, JsonNode json) {
        String inLine = json.path("level").asString("");
        if (!inLine.isEmpty()) {
            return inLine;
        }
        String detected = line.metadata().getOrDefault(DETECTED, "");
        String given = line.metadata().getOrDefault("level", line.labels().getOrDefault("level", detected));
        return given.equals("unknown") ? "" : given;
    }

    private void level(String level, StringBuilder text) {
        String name = VisibleText.line(level).toUpperCase(Locale.ROOT);
        String shown = name.equals("WARNING") ? "WARN" : name.substring(0, Math.min(5, name.length()));
        paint(colourOf(shown), shown, text).append(" ".repeat(5 - shown.length()));
    }

    private static @Nullable String colourOf(String level) {
        return switch (level) {
            case "ERROR", "FATAL", "CRITI", "SEVER", "PANIC" -> "\u001b[31m";
            case "WARN" -> "\u001b[33m";
            case "INFO" -> "\u001b[32m";
            case "DEBUG", "TRACE" -> "\u001b[36m";
            default -> null;
        };
    }

    private StringBuilder paint(@Nullable String code, String part, StringBuilder text) {
        return coloured && code != null && !part.isEmpty()
                ? text.append(code).append(part).append(RESET)
                : text.append(part);
    }
}
