/**
 * The ports for those who write sinks and spools: what a module implements to deliver events, and what it works with.
 *
 * <p>Unless a type says otherwise, its methods are called by one thread only, the worker of the sink.
 */
@NullMarked
package io.fapilog.spi;

import org.jspecify.annotations.NullMarked;
