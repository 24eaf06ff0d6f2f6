/** The handler that brings the records of {@code java.util.logging} to fapilog's sinks. */
@NullMarked
package io.fapilog.jul;

import org.jspecify.annotations.NullMarked;
