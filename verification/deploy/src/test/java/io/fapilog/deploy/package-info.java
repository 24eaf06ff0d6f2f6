/** Tests of the files in the folder {@code deploy}. */
@NullMarked
package io.fapilog.deploy;

import org.jspecify.annotations.NullMarked;
