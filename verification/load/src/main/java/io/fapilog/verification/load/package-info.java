/** An application under load whose Loki goes away and comes back. */
@NullMarked
package io.fapilog.verification.load;

import org.jspecify.annotations.NullMarked;
