/**
 * DevLoki: a server that answers as Grafana Loki 3.7 does and keeps everything in memory, for development and tests.
 *
 * <p>{@link io.fapilog.devloki.DevLoki#start()} starts one on a free port of the loopback interface;
 * {@link io.fapilog.devloki.DevLokiExtension} does so for a JUnit test.
 */
@NullMarked
package io.fapilog.devloki;

import org.jspecify.annotations.NullMarked;
