/**
 * Turns the lines of a source into events: {@link io.fapilog.cli.event.EventAssembler}. A line passes the
 * {@linkplain io.fapilog.cli.event.EnvelopeReader envelope} that a container runtime has put around it, the
 * {@linkplain io.fapilog.cli.event.EventJoiner joiner} of the lines of an event with its {@linkplain
 * io.fapilog.cli.event.Continuation rules}, and the {@linkplain io.fapilog.cli.event.EventParser parser}, which knows the
 * {@linkplain io.fapilog.cli.event.LogFormat fields} of structured formats and the {@linkplain
 * io.fapilog.cli.event.Shapes layouts} of plain lines. To add a format, add its fields to {@code LogFormat}, or its layout
 * to {@code Shapes}, and a sample to the resources of the tests.
 */
@NullMarked
package io.fapilog.cli.event;

import org.jspecify.annotations.NullMarked;
