package io.fapilog.verification.peers;

import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** OpenTelemetry's appender for Logback, with the OTLP exporter over HTTP and a queue that holds a burst. */
final class OpenTelemetryTarget implements Target {
    private static final int QUEUE = 4_000_000;

    private final LogbackTarget logback;
    private final OpenTelemetrySdk sdk;

    OpenTelemetryTarget(int port) throws IOException {
        OtlpHttpLogRecordExporter exporter = OtlpHttpLogRecordExporter.builder()
                .setEndpoint("http://127.0.0.1:" + port + "/v1/logs")
                .build();
        sdk = OpenTelemetrySdk.builder()
                .setLoggerProvider(SdkLoggerProvider.builder()
                        .addLogRecordProcessor(BatchLogRecordProcessor.builder(exporter)
                                .setMaxQueueSize(QUEUE)
                                .build())
                        .build())
                .build();
        logback = new LogbackTarget("<appender name='TO' class='" + OpenTelemetryAppender.class.getName()
                + "'><captureMdcAttributes>*</captureMdcAttributes></appender>");
        if (logback.appender() instanceof OpenTelemetryAppender appender) {
            appender.setOpenTelemetry(sdk);
        }
    }

    @Override
    public void enter() {
        logback.enter();
    }

    @Override
    public void log(long number) {
        logback.log(number);
    }

    @Override
    public void close() {
        sdk.getSdkLoggerProvider().forceFlush().join(1, TimeUnit.MINUTES);
        sdk.close();
        logback.close();
    }
}
