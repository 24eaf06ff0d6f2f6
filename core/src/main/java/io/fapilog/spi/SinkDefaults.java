package io.fapilog.spi;

/**
 * What holds for a sink unless its URI says otherwise.
 *
 * @param service the name of the application: {@code FAPILOG_SERVICE}, else {@code OTEL_SERVICE_NAME}, else the main
 *     jar or class
 * @param queue the bounds of its buffer
 * @param console how standard output shows an event
 */
public record SinkDefaults(String service, QueueOptions queue, ConsoleFormat console) {}
