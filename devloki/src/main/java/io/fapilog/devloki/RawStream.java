package io.fapilog.devloki;

import java.util.List;

/**
 * A stream of a push as received.
 *
 * @param labels its label string
 * @param entries its entries
 */
record RawStream(String labels, List<RawEntry> entries) {}
