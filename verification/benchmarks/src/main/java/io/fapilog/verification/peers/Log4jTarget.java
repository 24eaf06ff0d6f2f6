package io.fapilog.verification.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fapilog.log4j2.FapilogAppender;
import io.fapilog.verification.benchmarks.Orders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;

/** Log4j2 with one appender. */
final class Log4jTarget implements Target {
    /** The line of fapilog, made by a layout. */
    private static final String JSON = "{&quot;timestamp&quot;:&quot;%d{yyyy-MM-dd'T'HH:mm:ss.nnnnnnnnn}{UTC}Z&quot;,"
            + "&quot;level&quot;:&quot;%p&quot;,&quot;logger&quot;:&quot;%c&quot;,&quot;thread&quot;:&quot;%t&quot;,"
            + "&quot;message&quot;:&quot;%enc{%m}{JSON}&quot;,&quot;trace_id&quot;:&quot;%X{trace_id}&quot;,"
            + "&quot;user&quot;:&quot;%X{user}&quot;}";

    private final LoggerContext context;
    private final Logger logger;

    Log4jTarget(Pipeline pipeline, int port) throws IOException {
        String xml = "<Configuration status='WARN'><Appenders>" + appender(pipeline, port)
                + "</Appenders><Loggers><Root level='INFO'><AppenderRef ref='TO'/></Root></Loggers></Configuration>";
        context = Configurator.initialize(null, new ConfigurationSource(new ByteArrayInputStream(xml.getBytes(UTF_8))));
        logger = context.getLogger(Orders.LOGGER);
    }

    @Override
    public void enter() {
        ThreadContext.putAll(Orders.CONTEXT);
    }

    @Override
    public void log(long number) {
        logger.info(Orders.PATTERN, number, number % 7, number % 9_973 / 100.0, number % 12);
    }

    @Override
    public void close() {
        if (context.getConfiguration().getAppender("TO") instanceof FapilogAppender appender) {
            Shop.flush(appender.fapilog());
        }
        context.stop(1, TimeUnit.MINUTES);
    }

    private static String appender(Pipeline pipeline, int port) {
        return switch (pipeline) {
            case LOG4J2_FAPILOG -> "<Fapilog name='TO' sink='" + Shop.sinkInXml(port) + "'/>";
            case LOG4J2_TJAHZI ->
                "<Loki name='TO' bufferSizeMegabytes='1024' shutdownTimeoutSeconds='60' host='127.0.0.1' port='" + port
                        + "'><PatternLayout pattern=\"" + JSON + "\"/><Label name='app' value='shop'/></Loki>";
            default -> "<Null name='TO'/>";
        };
    }
}
