/** Benchmarks of the steps of an event. */
@NullMarked
package io.fapilog.verification.benchmarks;

import org.jspecify.annotations.NullMarked;
