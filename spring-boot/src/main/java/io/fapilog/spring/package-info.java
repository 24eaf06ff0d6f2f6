/**
 * fapilog in a Spring Boot application, which needs {@code fapilog.sinks=loki://loki:3100} and no code. Nothing here is
 * to be called by applications; {@code docs/spring-boot.md} lists the properties.
 */
@NullMarked
package io.fapilog.spring;

import org.jspecify.annotations.NullMarked;
