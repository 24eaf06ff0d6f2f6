import org.jspecify.annotations.NullMarked;

/** The sink that pushes events to Grafana Loki. Needs nothing but the JDK and fapilog's core. */
@NullMarked
module io.fapilog.loki {
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;
    requires transitive io.fapilog;

    exports io.fapilog.loki;

    provides io.fapilog.spi.SinkProvider with
            io.fapilog.loki.LokiSinkProvider;
}
