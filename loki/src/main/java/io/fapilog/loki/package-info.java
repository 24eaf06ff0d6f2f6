/**
 * The sink that pushes events to Grafana Loki. Applications use {@link io.fapilog.loki.LokiSink} and its builder, or
 * the URI {@code loki://host:3100?labels=app=myapi}.
 *
 * <p>Everything belongs to one thread, the worker of the sink. Other threads only hand over the answers of the server.
 *
 * <p><b>Words</b>, beside those of {@link io.fapilog}:
 *
 * <ul>
 *   <li><i>stream</i>: the events with the same labels and tenant; Loki stores each stream apart.
 *   <li><i>structured metadata</i>: names and values that Loki stores beside the line of an event.
 *   <li><i>batch</i>: events that are sent together; <i>open</i> while events are added, <i>sealed</i> when its bytes
 *       are final.
 *   <li><i>group</i>: the events that were sealed together, which may be several sealed batches.
 *   <li><i>push</i>: the HTTP request that sends a sealed batch. An <i>exchange</i> is a push with its answer.
 *   <li><i>retry</i>: another push of the same sealed batch.
 *   <li><i>backoff</i>: the time after a failure during which nothing is sent.
 *   <li><i>verdict</i>: what an answer means. <i>Outcome</i>: what is done about it.
 *   <li><i>fresh</i>: of this process, never released. <i>Replayed</i>: read back from the spool.
 *   <li><i>on disk</i>: stored in the spool, whether or not memory has it too.
 *   <li><i>release</i>: to remove from memory; an event on disk becomes spooled, another one is dropped.
 * </ul>
 *
 * <p><b>Reading order.</b> {@code docs/architecture.md} shows the whole.
 *
 * <ol>
 *   <li>The sink: {@code PushSink}, whose comment explains states, loss, order and memory.
 *   <li>The way in: {@code EncodedEvent}, {@code Streams}, {@code OpenBatch}, {@code StreamBatch}, {@code BatchLimits},
 *       {@code Sealer}; the bytes in {@code Wire}, {@code ProtobufWire}, {@code JsonWire}, {@code Snappy}.
 *   <li>The end of an event: {@code SealedBatch}, {@code Settlement}, {@code SpoolPositions}.
 *   <li>The way out: {@code SendQueue}, {@code BatchQueue}, {@code Pushes}, {@code InFlight}, {@code Backoff}; the wire
 *       in
 *       {@code Transport}, {@code Exchange}, {@code HttpTransport}, {@code Sender}, {@code Connector}, {@code Connection},
 *       {@code AnswerReader}, {@code Answer}.
 *   <li>The judgement: {@code Answers}, {@code Refusal}, {@code Verdict}, {@code Outcome}; the words in {@code Report},
 *       {@code Reporter}, {@code Hints}, {@code Redaction}.
 *   <li>The disk: {@code SpoolSide}, {@code Replay}.
 *   <li>The settings: {@code LokiSinkProvider}, {@code LokiSinkBuilder}, {@code LokiSettings} and its parts.
 * </ol>
 */
@NullMarked
package io.fapilog.loki;

import org.jspecify.annotations.NullMarked;
