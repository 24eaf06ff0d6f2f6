package io.fapilog.spi;

import io.fapilog.ConsoleFormat;
import io.fapilog.config.QueueOptions;

/**
 * The settings of a sink that its URI does not give.
 *
 * @param service the name of the application: {@code FAPILOG_SERVICE}, else {@code OTEL_SERVICE_NAME}, else the main
 *     jar or class
 * @param queue the bounds of the buffer
 * @param console the format of standard output
 */
public record SinkDefaults(String service, QueueOptions queue, ConsoleFormat console) {}
