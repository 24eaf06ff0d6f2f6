/** Reads the lines of files and of standard input. */
@NullMarked
package io.fapilog.cli.input;

import org.jspecify.annotations.NullMarked;
