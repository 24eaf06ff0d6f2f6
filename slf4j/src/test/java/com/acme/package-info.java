/**
 * Classes of an application and its libraries. They are outside the packages of fapilog, whose own events are ignored.
 */
package com.acme;
