/** Reads lines as events: their time, level, message, logger and thread in the notations of common logging systems. */
@NullMarked
package io.fapilog.cli.event;

import org.jspecify.annotations.NullMarked;
