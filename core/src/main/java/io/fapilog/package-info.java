/**
 * The logging pipeline for applications: its configuration, its events, and its statistics.
 *
 * <p>All public types are safe for use by many threads, and no parameter or result is null unless marked so.
 *
 * <p><b>Words</b>, each with one meaning in code, documentation and messages:
 *
 * <ul>
 *   <li><i>event</i>: one structured log record. <i>Line</i>: its JSON text. <i>Attribute</i>: a key with a value on an
 *       event.
 *   <li><i>sink</i>: a destination of events. <i>Server</i>: the other end of a sink that pushes.
 *   <li><i>queue</i>: the bounded FIFO between the application's threads and the worker. <i>Worker</i>: the one thread
 *       of a sink.
 *   <li><i>buffer</i>: the memory budget of a sink for all pending events. <i>Overflow</i>: what happens when it is
 *       full.
 *   <li><i>pending</i>: in memory and not settled.
 *   <li><i>settled</i>: counted with its outcome: <i>delivered</i>, <i>rejected</i> by the server for good,
 *       <i>dropped</i> by fapilog for a reason, or <i>spooled</i>.
 *   <li><i>spool</i>: files on disk that keep events until they are settled. <i>Spooled</i>: on disk only.
 *       <i>Recovered</i>: found in the spool of an earlier process.
 *   <li><i>ledger</i>: the counts of one sink; they balance at every moment.
 *   <li><i>flush</i>: settle what is accepted so far. <i>Drain</i>: accept no more and settle the rest. <i>Close</i>:
 *       drain and end.
 *   <li><i>report</i>: a message of fapilog about itself, to {@code Diagnostics}.
 * </ul>
 *
 * <p><b>Reading order</b> of the engine: {@code Fapilog}, {@code Pipeline}, {@code EventQueue} with {@code EventRing},
 * {@code QueueWorker}, {@code SinkLedger}; {@code io.fapilog.spi.Sink} is what the worker drives. {@code Installed} is
 * the pipeline of the process. The configuration is in {@code FapilogBuilder}, {@code Settings} and {@code SinkPlans},
 * and in
 * {@code io.fapilog.config}.
 */
@NullMarked
package io.fapilog;

import org.jspecify.annotations.NullMarked;
