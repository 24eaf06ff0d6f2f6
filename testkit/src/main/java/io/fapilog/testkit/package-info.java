/** Test doubles for the ports of fapilog: a clock, a ledger, diagnostics and a sink; and a JVM of its own. */
@NullMarked
package io.fapilog.testkit;

import org.jspecify.annotations.NullMarked;
