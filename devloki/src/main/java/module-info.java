import org.jspecify.annotations.NullMarked;

/** An in-memory Loki-compatible server for development and tests, with a JUnit extension. */
@NullMarked
@SuppressWarnings("requires-automatic") // the runtime of ANTLR has a fixed module name, but no descriptor
module io.fapilog.devloki {
    requires java.management;
    requires static jdk.attach; // without it, the accounts of senders in other processes are not shown
    requires org.antlr.antlr4.runtime;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.websocket.core.server;
    requires tools.jackson.databind;
    requires static transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports io.fapilog.devloki;
}
