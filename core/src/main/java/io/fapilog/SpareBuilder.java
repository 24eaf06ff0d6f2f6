package io.fapilog;

import java.lang.ref.WeakReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The builder that each thread keeps for its next event, so that an event allocates little. For adapters. It is only
 * weakly referenced: what a pooled thread keeps must not hold the class loader of an application that has ended.
 */
public final class SpareBuilder {
    private static final ThreadLocal<@Nullable WeakReference<LogEvent.@Nullable Builder>> KEPT = new ThreadLocal<>();
    /** In place of a builder that is in use. */
    private static final WeakReference<LogEvent.@Nullable Builder> NONE = new WeakReference<>(null);

    private SpareBuilder() {}

    /**
     * Runs {@code translation} with the builder of this thread; with a new one within another translation, as when an
     * argument logs in its {@code toString}.
     *
     * @param translation makes an event of {@code event}, or null; must not keep the builder, and begins with {@link
     *     LogEvent.Builder#begin}
     * @return what the translation returns; what it throws is thrown
     */
    public static <E> @Nullable LogEvent use(
            E event, BiFunction<? super E, LogEvent.Builder, @Nullable LogEvent> translation) {
        WeakReference<LogEvent.@Nullable Builder> kept = KEPT.get();
        LogEvent.Builder builder = kept == null ? null : kept.get();
        if (kept == null || builder == null) {
            builder = new LogEvent.Builder();
            kept = new WeakReference<>(builder);
        }
        KEPT.set(NONE);
        try {
            return translation.apply(event, builder);
        } finally {
            KEPT.set(kept);
        }
    }
}
