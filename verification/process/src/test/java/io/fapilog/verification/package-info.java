/** Tests of whole applications with a Loki-compatible server. */
@NullMarked
package io.fapilog.verification;

import org.jspecify.annotations.NullMarked;
