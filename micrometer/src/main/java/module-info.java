import org.jspecify.annotations.NullMarked;

/** The account of every sink as Micrometer meters. */
@NullMarked
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // the manifest reserves micrometer.core
module io.fapilog.micrometer {
    requires transitive io.fapilog;
    requires transitive micrometer.core;
    requires static transitive org.jspecify;

    exports io.fapilog.micrometer;
}
