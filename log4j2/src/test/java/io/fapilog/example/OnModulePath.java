package io.fapilog.example;

import io.fapilog.log4j2.FapilogAppender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;

/** A program on the class path, with all else as modules. It logs with Log4j through fapilog to standard output. */
public final class OnModulePath {
    private OnModulePath() {}

    /** Logs one event. */
    public static void main(String[] args) throws IOException {
        String xml = """
                <Configuration>
                  <Appenders>
                    <Fapilog name="fapilog" sink="stdout">
                      <Property name="format" value="json"/>
                    </Fapilog>
                  </Appenders>
                  <Loggers><Root level="INFO"><AppenderRef ref="fapilog"/></Root></Loggers>
                </Configuration>
                """;
        LoggerContext context = Configurator.initialize(
                null, new ConfigurationSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
        context.getLogger("shop").info("from {}", FapilogAppender.class.getModule());
        context.stop();
    }
}
