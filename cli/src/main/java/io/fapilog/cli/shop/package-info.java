/** A small application that logs through SLF4J and knows nothing of fapilog, for the demonstration. */
@NullMarked
package io.fapilog.cli.shop;

import org.jspecify.annotations.NullMarked;
