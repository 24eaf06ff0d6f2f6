/** The command {@code fapilog}. */
@NullMarked
package io.fapilog.cli;

import org.jspecify.annotations.NullMarked;
