import org.jspecify.annotations.NullMarked;

/** Events, queue, worker, settings, the port of the sinks and the JSON line. Needs nothing but the JDK. */
@NullMarked
module io.fapilog {
    requires java.management;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports io.fapilog;
    exports io.fapilog.config;
    exports io.fapilog.json;
    exports io.fapilog.spi;

    uses io.fapilog.spi.SinkProvider;
    uses io.fapilog.spi.SpoolProvider;
}
