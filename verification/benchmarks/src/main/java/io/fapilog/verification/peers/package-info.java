/** Measures whole pipelines, from the log call to the pushes, beside those of other projects. */
@NullMarked
package io.fapilog.verification.peers;

import org.jspecify.annotations.NullMarked;
