import org.jspecify.annotations.NullMarked;

/** An in-memory Loki-compatible server for development and tests, with a JUnit extension. */
@NullMarked
module io.fapilog.devloki {
    requires org.eclipse.jetty.server;
    requires tools.jackson.databind;
    requires static transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports io.fapilog.devloki;
}
