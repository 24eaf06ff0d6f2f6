import org.jspecify.annotations.NullMarked;

/** The plugin for Log4j 2. */
@NullMarked
@SuppressWarnings("module") // the digit is part of the framework's name
module io.fapilog.log4j2 {
    requires transitive io.fapilog;
    requires transitive org.apache.logging.log4j;
    requires transitive org.apache.logging.log4j.core;
    requires static transitive org.jspecify;

    exports io.fapilog.log4j2;

    opens io.fapilog.log4j2 to
            org.apache.logging.log4j.core;
}
