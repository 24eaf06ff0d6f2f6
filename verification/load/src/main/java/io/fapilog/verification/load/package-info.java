/** Measures an application under load during an outage of Loki. */
@NullMarked
package io.fapilog.verification.load;

import org.jspecify.annotations.NullMarked;
