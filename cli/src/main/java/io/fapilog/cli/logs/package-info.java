/** Reads log lines from a Loki, once or continuously, and writes them readably or as JSON. */
@org.jspecify.annotations.NullMarked
package io.fapilog.cli.logs;
