/** placeholder */
@NullMarked
package io.fapilog.loki;

import org.jspecify.annotations.NullMarked;
