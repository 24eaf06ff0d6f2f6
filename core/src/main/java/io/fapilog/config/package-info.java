/** Reads the configuration of sinks: URIs, parameters with their checks, durations, sizes and secrets. */
@NullMarked
package io.fapilog.config;

import org.jspecify.annotations.NullMarked;
