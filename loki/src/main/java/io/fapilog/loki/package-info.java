/**
 * Pushes events to Grafana Loki in batches: {@link io.fapilog.loki.LokiSink}.
 *
 * <p>Everything belongs to one thread, the worker of the sink. The threads of the HTTP client only put an answer into a
 * queue and wake the worker.
 */
@NullMarked
package io.fapilog.loki;

import org.jspecify.annotations.NullMarked;
