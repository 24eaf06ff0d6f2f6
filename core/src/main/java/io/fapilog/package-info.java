/**
 * What an application sees of fapilog: how to configure it, what an event is, and what became of the events.
 *
 * <p>All public types are safe for use by many threads, and no parameter or result is null unless marked so.
 */
@NullMarked
package io.fapilog;

import org.jspecify.annotations.NullMarked;
