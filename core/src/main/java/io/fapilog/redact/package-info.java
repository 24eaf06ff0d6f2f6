/** Masks what must not be seen in captured events, before they are encoded. */
@NullMarked
package io.fapilog.redact;

import org.jspecify.annotations.NullMarked;
