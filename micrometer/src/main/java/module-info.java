import org.jspecify.annotations.NullMarked;

/** Micrometer meters for the ledger of every sink. */
@NullMarked
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // the manifest reserves micrometer.core
module io.fapilog.micrometer {
    requires transitive io.fapilog;
    requires transitive micrometer.core;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports io.fapilog.micrometer;
}
