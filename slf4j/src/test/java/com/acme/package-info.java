/** What an application and its libraries bring. Outside the packages of fapilog, whose own events are refused. */
package com.acme;
