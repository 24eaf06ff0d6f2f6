import org.jspecify.annotations.NullMarked;

/** The appender for Logback. */
@NullMarked
module io.fapilog.logback {
    requires transitive io.fapilog;
    requires transitive ch.qos.logback.classic;
    requires transitive ch.qos.logback.core;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.fapilog.logback;
}
