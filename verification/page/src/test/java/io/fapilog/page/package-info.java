/** The page of DevLoki in a Chromium. */
@NullMarked
package io.fapilog.page;

import org.jspecify.annotations.NullMarked;
