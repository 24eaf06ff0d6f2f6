/** What happens to an event between the queue and the sink: filters, which may settle it, and the masking. */
@NullMarked
package io.fapilog.stage;

import org.jspecify.annotations.NullMarked;
