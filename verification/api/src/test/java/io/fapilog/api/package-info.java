/** The public API of the published modules as text. */
@NullMarked
package io.fapilog.api;

import org.jspecify.annotations.NullMarked;
