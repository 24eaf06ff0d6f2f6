/** The tests that every logging adapter must pass, and a sink that captures the delivered lines. */
@NullMarked
package io.fapilog.contract;

import org.jspecify.annotations.NullMarked;
