/** What DevLoki takes in and how fast it answers queries. */
@NullMarked
package io.fapilog.verification.devloki;

import org.jspecify.annotations.NullMarked;
