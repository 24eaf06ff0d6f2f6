/**
 * The access log and the request ids of a web application, for servlets and for WebFlux, both off by default. It needs
 * no sink: the events are logged with SLF4J. Nothing here is to be called by applications.
 */
@NullMarked
package io.fapilog.spring.http;

import org.jspecify.annotations.NullMarked;
