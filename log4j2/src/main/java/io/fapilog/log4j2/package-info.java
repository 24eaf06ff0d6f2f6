/** The plugin that brings the events of Log4j 2 to fapilog's sinks. */
@NullMarked
package io.fapilog.log4j2;

import org.jspecify.annotations.NullMarked;
