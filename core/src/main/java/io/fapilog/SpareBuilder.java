package io.fapilog;

import java.lang.ref.WeakReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The builder that each thread keeps for its next event, so that an event allocates little. For adapters. It is only
 * weakly referenced: what a pooled thread keeps must not hold the class loader of an application that has ended.
 */
public final class SpareBuilder {
    private static final ThreadLocal<@Nullable WeakReference<LogEvent.Builder>> KEPT = new ThreadLocal<>();

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
        LogEvent.Builder builder = kept();
        if (builder.inUse) {
            return translation.apply(event, new LogEvent.Builder());
        }
        builder.inUse = true;
        try {
            return translation.apply(event, builder);
        } finally {
            builder.inUse = false;
        }
    }

    private static LogEvent.Builder kept() {
        WeakReference<LogEvent.Builder> reference = KEPT.get();
        LogEvent.Builder kept = reference == null ? null : reference.get();
        if (kept == null) {
            kept = new LogEvent.Builder();
            KEPT.set(new WeakReference<>(kept));
        }
        return kept;
    }
}
