package io.fapilog.verification.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.joran.spi.JoranException;
import io.fapilog.logback.FapilogAppender;
import io.fapilog.verification.benchmarks.Orders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Logback with one appender. */
final class LogbackTarget implements Target {
    private final LoggerContext context = new LoggerContext();
    private final Logger logger;

    LogbackTarget(Pipeline pipeline, int port) throws IOException {
        this(appender(pipeline, port));
    }

    /** With the given appender, in Logback's XML, whose name is {@code TO}. */
    LogbackTarget(String appender) throws IOException {
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.setName("shop");
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        String xml =
                "<configuration>" + appender + "<root level='INFO'><appender-ref ref='TO'/></root></configuration>";
        try {
            configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(UTF_8)));
        } catch (JoranException e) {
            throw new IOException(e);
        }
        logger = context.getLogger(Orders.LOGGER);
    }

    @Nullable
    Appender<ILoggingEvent> appender() {
        return context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("TO");
    }

    @Override
    public void enter() {
        Orders.CONTEXT.forEach(context.getMDCAdapter()::put);
    }

    @Override
    public void log(long number) {
        Shop.log(logger, number);
    }

    @Override
    public void close() {
        if (appender() instanceof FapilogAppender appender) {
            Shop.flush(appender.fapilog());
        }
        context.stop();
    }

    private static String appender(Pipeline pipeline, int port) {
        return switch (pipeline) {
            case LOGBACK_FAPILOG ->
                "<appender name='TO' class='io.fapilog.logback.FapilogAppender'><sink>" + Shop.sinkInXml(port)
                        + "</sink></appender>";
            case LOGBACK_LOKI4J_JSON -> loki4j(port, false);
            case LOGBACK_LOKI4J_PROTOBUF -> loki4j(port, true);
            default -> "<appender name='TO' class='ch.qos.logback.core.helpers.NOPAppender'/>";
        };
    }

    /** With a queue that holds a burst. */
    private static String loki4j(int port, boolean protobuf) {
        return "<appender name='TO' class='com.github.loki4j.logback.Loki4jAppender'><labels>app=shop</labels>"
                + "<structuredMetadata>off</structuredMetadata>"
                + "<message class='com.github.loki4j.logback.JsonLayout'/><http><url>" + Shop.push(port)
                + "</url><useProtobufApi>" + protobuf + "</useProtobufApi></http>"
                + "<batch><staticLabels>true</staticLabels><sendQueueMaxBytes>1073741824</sendQueueMaxBytes></batch>"
                + "</appender>";
    }
}
