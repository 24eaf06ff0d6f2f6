/**
 * DevLoki: an in-memory server that behaves like Grafana Loki 3.7, for development and tests.
 *
 * <p>{@link io.fapilog.devloki.DevLoki#start()} starts one on a free port of the loopback interface;
 * {@link io.fapilog.devloki.DevLokiExtension} starts one for a JUnit test.
 */
@NullMarked
package io.fapilog.devloki;

import org.jspecify.annotations.NullMarked;
