/** The meters of fapilog; see {@link io.fapilog.micrometer.FapilogMeters}. */
@NullMarked
package io.fapilog.micrometer;

import org.jspecify.annotations.NullMarked;
