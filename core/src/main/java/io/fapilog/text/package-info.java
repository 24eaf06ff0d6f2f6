/** What names and other recurring texts need: a table of recent ones, unique ones, and a hash. */
@NullMarked
package io.fapilog.text;

import org.jspecify.annotations.NullMarked;
