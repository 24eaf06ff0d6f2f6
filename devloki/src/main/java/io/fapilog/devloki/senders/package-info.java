/** The accounts of the applications that ship to a DevLoki, read from their meters in JMX. */
@NullMarked
package io.fapilog.devloki.senders;

import org.jspecify.annotations.NullMarked;
