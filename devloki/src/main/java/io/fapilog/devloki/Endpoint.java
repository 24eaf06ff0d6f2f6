package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;

/** An endpoint of the query API. Thread-safe. */
interface Endpoint {
    byte[] respond(QueryRequest request) throws BadQuery;
}
