package io.fapilog.devloki;

import java.util.List;

/**
 * A stream of a push as it came.
 *
 * @param labels its label string, not parsed yet
 * @param entries its entries
 */
record RawStream(String labels, List<RawEntry> entries) {}
