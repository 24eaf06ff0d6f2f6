/** An application with Spring Boot, and what it does with fapilog whatever its versions and its logging system. */
@NullMarked
package com.acme.shop;

import org.jspecify.annotations.NullMarked;
