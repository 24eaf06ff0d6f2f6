/** The appender that passes the events of Logback to the sinks of fapilog. */
@NullMarked
package io.fapilog.logback;

import org.jspecify.annotations.NullMarked;
