package io.fapilog.loki;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** What is likely wrong, and what the operator can do, in a few words each. */
final class Mend {
    private Mend() {}

    /** For an answer that will stay the same until somebody mends something. */
    static String of(Answer answer) {
        return switch (answer.status()) {
            case 401 -> "check token, user and password, or set tenant";
            case 403 -> "check that token or user may write logs, and tenant";
            case 404 -> "check host, port and prefix: is that Loki?";
            case 405 -> "check host, port and prefix: it takes no pushes there";
            case 407 -> "check the user and the password of proxy";
            default -> "put the address to which it redirects into the URI";
        };
    }

    /** Why there is no answer. */
    static String of(Throwable failure) {
        if (failure instanceof ConnectException) {
            return failure.getCause() instanceof UnresolvedAddressException
                            || failure.getCause() instanceof UnknownHostException
                    ? "the host name is unknown"
                    : "no connection; is the server up? The events are kept and sent again";
        }
        if (failure instanceof SSLException) {
            return "no TLS connection; check the certificate of the server, ca, cert and key";
        }
        if (failure instanceof ProtocolException) {
            return "what answers does not speak HTTP; if it speaks TLS, write lokis://";
        }
        return failure instanceof HttpTimeoutException ? "no connection in time" : "no answer";
    }

    /**
     * What the JDK says about it, and about where it began, which is often the better half. Does not throw, whatever
     * {@code failure} does.
     */
    static String words(Throwable failure) {
        try {
            Throwable root = root(failure);
            String words = plainWords(failure);
            String message = root.getMessage();
            return message == null || words.contains(message) ? words : words + "; " + plainWords(root);
        } catch (Throwable e) {
            return failure.getClass().getSimpleName();
        }
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; depth < 10 && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return root;
    }

    private static String plainWords(Throwable failure) {
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        return message == null ? kind : kind + ", " + message;
    }

    /** Whether the server may have closed an idle connection just as the push was written to it. */
    static boolean isConnectionLost(Throwable failure) {
        return failure instanceof IOException
                && !(failure instanceof ConnectException)
                && !(failure instanceof HttpTimeoutException)
                && !(failure instanceof SSLException);
    }
}
