/**
 * The SLF4J 2 provider. SLF4J discovers it: an application that logs through SLF4J needs {@code fapilog-slf4j} on its
 * class path or module path, and no code.
 */
@NullMarked
package io.fapilog.slf4j;

import org.jspecify.annotations.NullMarked;
