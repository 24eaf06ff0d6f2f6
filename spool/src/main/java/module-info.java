import org.jspecify.annotations.NullMarked;

/** A spool: stores undelivered events on disk. Needs only the JDK and fapilog's core. */
@NullMarked
module io.fapilog.spool {
    requires static transitive org.jspecify;
    requires transitive io.fapilog;

    exports io.fapilog.spool;

    provides io.fapilog.spi.SpoolProvider with
            io.fapilog.spool.SegmentSpoolProvider;
}
