/** The query language of Loki: its syntax tree, and the evaluation of log queries and metric queries. Internal. */
package io.fapilog.devloki.logql;
