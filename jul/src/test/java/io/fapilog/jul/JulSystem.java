package io.fapilog.jul;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.contract.Call;
import io.fapilog.contract.Capability;
import io.fapilog.contract.LoggingSystem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code java.util.logging}, configured by properties. */
final class JulSystem implements LoggingSystem {
    private static final Errors ERRORS = new Errors(System.err);

    static {
        System.setErr(ERRORS);
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.GIVEN_TIME,
                Capability.HOSTILE_THROWABLE,
                Capability.THROWABLE_AT_THE_CALL,
                Capability.SYNCHRONOUS,
                Capability.CONFIGURED_BY_TEXT);
    }

    @Override
    public Map<String, Level> levels() {
        return Map.of(
                "SEVERE", Level.ERROR,
                "WARNING", Level.WARN,
                "850", Level.INFO,
                "INFO", Level.INFO,
                "CONFIG", Level.INFO,
                "FINE", Level.DEBUG,
                "FINER", Level.TRACE,
                "FINEST", Level.TRACE);
    }

    @Override
    public void start(Map<String, String> settings, String... sinks) {
        StringBuilder properties = new StringBuilder("sink=" + String.join(",", sinks) + "\n");
        settings.forEach((name, value) -> {
            if (name.startsWith("redactPattern.")) {
                properties
                        .append("redactPatterns=")
                        .append(name.substring("redactPattern.".length()))
                        .append('\n');
            }
            properties.append(name).append('=').append(escaped(value)).append('\n');
        });
        start(properties.toString());
    }

    /** As in a file of properties, which may have every character as its number. */
    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80 && Character.isLetterOrDigit(c)) {
                escaped.append(c);
            } else {
                escaped.append('\\').append('u').append(HexFormat.of().toHexDigits(c));
            }
        }
        return escaped.toString();
    }

    /** Starts with these properties of the handler. */
    void start(String properties) {
        ERRORS.warnings.clear();
        String prefix = "io.fapilog.jul.FapilogHandler.";
        String text = "handlers=io.fapilog.jul.FapilogHandler\n.level=ALL\n"
                + NOISY.stream().map(name -> name + ".level=OFF\n").reduce("", String::concat)
                + properties.lines().map(line -> prefix + line + "\n").reduce("", String::concat);
        try {
            LogManager.getLogManager().readConfiguration(new ByteArrayInputStream(text.getBytes(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        handler();
    }

    @Override
    public @Nullable Fapilog fapilog() {
        FapilogHandler handler = handler();
        return handler == null ? null : handler.fapilog();
    }

    @Nullable
    FapilogHandler handler() {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            if (handler instanceof FapilogHandler ours) {
                return ours;
            }
        }
        return null;
    }

    @Override
    public void log(Call call) {
        LogRecord entry = new LogRecord(java.util.logging.Level.parse(call.level()), numbered(call));
        entry.setParameters(call.arguments().toArray());
        entry.setThrown(call.thrown());
        entry.setLoggerName(call.logger());
        if (call.time() != null) {
            entry.setInstant(call.time());
        }
        Logger.getLogger(call.logger()).log(entry);
    }

    /** The pattern with {@code {0}}, {@code {1}} and so on. */
    private static String numbered(Call call) {
        String pattern = call.pattern();
        for (int i = 0; pattern.contains("{}"); i++) {
            int at = pattern.indexOf("{}");
            pattern = pattern.substring(0, at) + "{" + i + "}" + pattern.substring(at + 2);
        }
        return pattern;
    }

    @Override
    public List<String> warnings() {
        return ERRORS.warnings;
    }

    @Override
    public void stop() {
        LogManager.getLogManager().reset();
    }

    /** Standard error that records the warnings of fapilog. */
    private static final class Errors extends PrintStream {
        final List<String> warnings = new CopyOnWriteArrayList<>();

        Errors(PrintStream out) {
            super(out, true, UTF_8);
        }

        @Override
        public void println(@Nullable String line) {
            if (line != null && line.startsWith("WARN fapilog: ")) {
                warnings.add(line);
            }
            super.println(line);
        }
    }
}
