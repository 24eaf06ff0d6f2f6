import org.jspecify.annotations.NullMarked;

/** The handler for {@code java.util.logging}. */
@NullMarked
module io.fapilog.jul {
    requires transitive io.fapilog;
    requires transitive java.logging;
    requires static transitive org.jspecify;

    exports io.fapilog.jul;
}
