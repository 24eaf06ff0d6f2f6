/**
 * fapilog in a Spring Boot application: {@code fapilog.sinks=loki://loki:3100} and nothing else. Nothing here is meant
 * to be called; the properties are listed in {@code docs/spring-boot.md}.
 */
@NullMarked
package io.fapilog.spring;

import org.jspecify.annotations.NullMarked;
