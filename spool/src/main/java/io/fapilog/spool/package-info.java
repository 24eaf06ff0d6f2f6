/**
 * Keeps events on disk until the receiver has confirmed them: append-only segment files, and a small cursor file that
 * says what is settled. {@code docs/formats/spool-segment.md} is the grammar of both.
 *
 * <p>Everything belongs to one thread, the worker of the sink.
 */
@NullMarked
package io.fapilog.spool;

import org.jspecify.annotations.NullMarked;
