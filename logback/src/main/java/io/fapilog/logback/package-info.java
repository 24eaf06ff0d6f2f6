/** The appender that brings the events of Logback to fapilog's sinks. */
@NullMarked
package io.fapilog.logback;

import org.jspecify.annotations.NullMarked;
