/** What an event costs when there are more producers, longer lines, more streams or slower answers. */
@NullMarked
package io.fapilog.verification.growth;

import org.jspecify.annotations.NullMarked;
