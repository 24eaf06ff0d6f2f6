/**
 * The ports of the pipeline: what a module implements to take events somewhere, and what it is given to do so.
 *
 * <p>Unless a type says otherwise its methods are called by one thread only, the worker of the sink.
 */
@NullMarked
package io.fapilog.spi;

import org.jspecify.annotations.NullMarked;
