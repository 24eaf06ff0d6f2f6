/** Tests of the state after a close and of the work after a failure, with real threads, sockets, files and errors. */
@NullMarked
package io.fapilog.supervision;

import org.jspecify.annotations.NullMarked;
