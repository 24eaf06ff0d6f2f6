/** The JSON line of an event. */
@NullMarked
package io.fapilog.json;

import org.jspecify.annotations.NullMarked;
