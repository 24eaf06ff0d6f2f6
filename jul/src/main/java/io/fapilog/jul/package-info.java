/** The handler that passes the records of {@code java.util.logging} to the sinks of fapilog. */
@NullMarked
package io.fapilog.jul;

import org.jspecify.annotations.NullMarked;
