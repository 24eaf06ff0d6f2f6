/** The application of the demo: it logs through SLF4J and does not refer to fapilog. */
@NullMarked
package io.fapilog.cli.shop;

import org.jspecify.annotations.NullMarked;
