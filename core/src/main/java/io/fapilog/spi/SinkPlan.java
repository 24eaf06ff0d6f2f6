package io.fapilog.spi;

import java.util.function.Function;

/**
 * A sink that was configured and checked, not yet opened.
 *
 * @param name what statistics, meters and messages call the sink, without secrets: {@code loki://host:3100}
 * @param queue the bounds of its buffer
 * @param opener makes the sink; called once, must not do I/O nor block
 */
public record SinkPlan(String name, QueueOptions queue, Function<SinkContext, Sink> opener) {}
