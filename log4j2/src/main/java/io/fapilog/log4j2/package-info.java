/** The plugin that passes the events of Log4j 2 to the sinks of fapilog. */
@NullMarked
package io.fapilog.log4j2;

import org.jspecify.annotations.NullMarked;
