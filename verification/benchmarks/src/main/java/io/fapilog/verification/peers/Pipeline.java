package io.fapilog.verification.peers;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A logging framework with the appender that ships its events, or with one that does nothing. */
enum Pipeline {
    LOGBACK_NOTHING("nothing on Logback", null),
    LOGBACK_FAPILOG("fapilog on Logback", LOGBACK_NOTHING),
    LOGBACK_LOKI4J_JSON("loki4j 2.1.0, JSON", LOGBACK_NOTHING),
    LOGBACK_LOKI4J_PROTOBUF("loki4j 2.1.0, protobuf", LOGBACK_NOTHING),
    LOGBACK_OPENTELEMETRY("OpenTelemetry 1.68.0 on Logback", LOGBACK_NOTHING),
    LOG4J2_NOTHING("nothing on Log4j2", null),
    LOG4J2_FAPILOG("fapilog on Log4j2", LOG4J2_NOTHING),
    LOG4J2_TJAHZI("tjahzi 0.9.42 on Log4j2", LOG4J2_NOTHING),
    SLF4J_FAPILOG("fapilog's SLF4J provider", null);

    private final String title;
    private final @Nullable Pipeline floor;

    Pipeline(String title, @Nullable Pipeline floor) {
        this.title = title;
        this.floor = floor;
    }

    String title() {
        return title;
    }

    /** The same framework with an appender that does nothing; the pipeline itself if there is none. */
    Pipeline floor() {
        return floor == null ? this : floor;
    }

    /** Whether it ships anything. */
    boolean ships() {
        return this != LOGBACK_NOTHING && this != LOG4J2_NOTHING;
    }

    /** Whether it is one of fapilog's. */
    boolean isOurs() {
        return name().endsWith("FAPILOG");
    }

    /** Starts it with the receiver at {@code port} of the loopback address. */
    Target open(int port) throws IOException {
        return switch (this) {
            case LOGBACK_NOTHING, LOGBACK_FAPILOG, LOGBACK_LOKI4J_JSON, LOGBACK_LOKI4J_PROTOBUF ->
                new LogbackTarget(this, port);
            case LOGBACK_OPENTELEMETRY -> new OpenTelemetryTarget(port);
            case LOG4J2_NOTHING, LOG4J2_FAPILOG, LOG4J2_TJAHZI -> new Log4jTarget(this, port);
            case SLF4J_FAPILOG -> new Slf4jTarget(port);
        };
    }
}
