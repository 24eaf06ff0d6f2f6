package io.fapilog.spi;

import io.fapilog.config.QueueOptions;
import java.util.function.Function;

/**
 * A sink whose settings have been checked and which has not been created yet.
 *
 * @param name the name of the sink in statistics, meters and messages, without secrets: {@code loki://host:3100}
 * @param queue the bounds of its buffer
 * @param factory creates the sink; called once, must not do I/O nor block
 */
public record SinkPlan(String name, QueueOptions queue, Function<SinkContext, Sink> factory) {}
