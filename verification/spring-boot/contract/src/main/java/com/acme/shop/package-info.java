/** A Spring Boot application with fapilog, tested with several versions and logging systems. */
@NullMarked
package com.acme.shop;

import org.jspecify.annotations.NullMarked;
