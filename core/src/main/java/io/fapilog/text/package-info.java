/** What texts need in several packages: a table of recent ones, unique names, a hash, and eight bytes at a time. */
@NullMarked
package io.fapilog.text;

import org.jspecify.annotations.NullMarked;
