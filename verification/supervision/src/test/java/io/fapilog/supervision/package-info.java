/**
 * What must be left when we are gone, and what must go on when something fails: real threads, sockets, files and
 * errors.
 */
@NullMarked
package io.fapilog.supervision;

import org.jspecify.annotations.NullMarked;
