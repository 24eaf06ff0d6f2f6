package io.fapilog.logback;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.fapilog.Thrown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Translates Logback's record of an exception, which Logback makes within the log call, also when an asynchronous
 * appender passes the event on later.
 */
final class ThrowableProxies {
    private static final int MOST_NESTED = 64;
    private static final int MOST_SUPPRESSED = 1_000;

    private ThrowableProxies() {}

    static Thrown recorded(IThrowableProxy proxy) {
        return recorded(proxy, 0);
    }

    private static Thrown recorded(IThrowableProxy proxy, int depth) {
        if (depth > MOST_NESTED) {
            return Thrown.note("[more than " + MOST_NESTED + " nested, the others left out]");
        }
        if (proxy.isCyclic()) {
            return Thrown.note("[CIRCULAR REFERENCE: " + title(proxy) + "]");
        }
        StackTraceElementProxy[] all = proxy.getStackTraceElementProxyArray();
        int own = all.length - proxy.getCommonFrames();
        IThrowableProxy cause = proxy.getCause();
        return Thrown.recorded(
                String.valueOf(proxy.getClassName()),
                proxy.getMessage(),
                title(proxy),
                frames(all, own),
                all.length - own,
                suppressed(proxy.getSuppressed(), depth),
                cause == null ? null : recorded(cause, depth + 1));
    }

    private static StackTraceElement[] frames(StackTraceElementProxy[] all, int own) {
        StackTraceElement[] frames = new StackTraceElement[own];
        for (int i = 0; i < own; i++) {
            frames[i] = all[i].getStackTraceElement();
        }
        return frames;
    }

    private static List<Thrown> suppressed(IThrowableProxy @Nullable [] all, int depth) {
        List<Thrown> suppressed = new ArrayList<>();
        for (int i = 0; all != null && i < Math.min(all.length, MOST_SUPPRESSED); i++) {
            suppressed.add(recorded(all[i], depth + 1));
        }
        return suppressed;
    }

    /** What {@code toString} gives, which an exception may override; class and message if it is gone or throws. */
    private static String title(IThrowableProxy proxy) {
        try {
            if (proxy instanceof ThrowableProxy present && present.getThrowable() != null) {
                return String.valueOf((Object) present.getThrowable().toString());
            }
        } catch (Throwable e) {
            // As if it were gone.
        }
        String message = proxy.getMessage();
        return proxy.getClassName() + (message == null ? "" : ": " + message);
    }
}
