import org.jspecify.annotations.NullMarked;

/** Makes fapilog the logging system behind SLF4J 2. */
@NullMarked
module io.fapilog.slf4j {
    requires transitive io.fapilog;
    requires transitive org.slf4j;
    requires static transitive org.jspecify;

    exports io.fapilog.slf4j;

    provides org.slf4j.spi.SLF4JServiceProvider with
            io.fapilog.slf4j.FapilogServiceProvider;
}
