package io.fapilog.verification.benchmarks;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.config.Options;
import io.fapilog.config.RedactSettings;
import io.fapilog.redact.EventRedaction;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The masking of an event, by choice: of the event whose line {@link LineBenchmark} encodes, with its message as bytes,
 * as the adapters hold it. Each time another one of many events with the same context, as in an application.
 */
@State(Scope.Thread)
public class RedactionBenchmark extends StepBenchmark {
    private static final int EVENTS = 64;

    /** The setting {@code redact}, or {@code pattern} for one of the user besides the default. */
    @Param({"credentials", "tokens", "email", "card", "iban", "ip", "pattern", "all"})
    public String redact = "";

    /** The message: the one of {@link LineBenchmark}, or with something that looks like a secret, or is one. */
    @Param({"clean", "parameters", "url", "secret"})
    public String text = "";

    private final LogEvent[] events = new LogEvent[EVENTS];
    private EventRedaction redaction = redaction("none");
    private int next;

    /** Makes the events. */
    @Setup
    public void prepare() {
        redaction = redaction(redact);
        LogEvent.Builder builder = LogEvent.builder(Level.INFO, Orders.LOGGER, "");
        for (int i = 0; i < EVENTS; i++) {
            builder.begin(Level.INFO, Orders.LOGGER)
                    .thread("http-nio-8080-exec-7")
                    .context(Orders.CONTEXT);
            builder.messageBuffer().append(message(i));
            events[i] = builder.build();
        }
    }

    /** Masks an event. */
    @Benchmark
    public LogEvent redact() {
        next = next + 1 & EVENTS - 1;
        return redaction.redact(events[next]);
    }

    private String message(int i) {
        String message = Orders.event(i).message();
        return switch (text) {
            case "parameters" -> message.replace("accepted:", "accepted=true");
            case "url" -> message.replace("warehouse", "http://warehouse:8080/");
            case "secret" -> message.replace("warehouse", "http://u:hunter2@warehouse/");
            default -> message;
        };
    }

    private static EventRedaction redaction(String kinds) {
        boolean isPattern = kinds.equals("pattern");
        Options options = new Options(
                "",
                List.of(
                        new Options.Entry("redact", kinds(kinds)),
                        new Options.Entry(
                                isPattern ? "redact_pattern.order" : "redact_fields",
                                isPattern ? "ORD-\\d{8}" : "none")));
        return new EventRedaction(RedactSettings.read(options, RedactSettings.DEFAULT), (key, sentence) -> {});
    }

    private static String kinds(String named) {
        return Map.of("all", "credentials,tokens,email,card,iban,ip", "pattern", "credentials")
                .getOrDefault(named, named);
    }
}
