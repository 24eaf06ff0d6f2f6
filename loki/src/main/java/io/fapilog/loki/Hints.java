package io.fapilog.loki;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Hints for the operator: the likely cause of a failure and what to do about it. */
final class Hints {
    private Hints() {}

    /** What to check after an answer that stays the same until somebody changes a configuration. */
    static String of(Answer answer) {
        return switch (answer.status()) {
            case 401 -> "check token, user and password, or set tenant";
            case 402 -> "check the account and its quota";
            case 403 -> "check the tenant, and that the token or user may write logs";
            case 404, 410 -> "check host, port and prefix: is this Loki?";
            case 405 -> "check host, port and prefix: no pushes are accepted at this address";
            case 407, 511 -> "check user and password of the proxy";
            case 415 -> "set another format or compression: this one is not accepted";
            case 426 -> "the server expects another protocol; if it is TLS, write lokis://";
            case 431 -> "shorten token and header.NAME";
            default ->
                answer.status() / 100 == 3
                        ? "set the URI to the address to which the server redirects"
                        : "check what stands between this host and Loki";
        };
    }

    /** Why there is no answer, and what to check. */
    static String of(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return "the host name is unknown";
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return "no connection; check that the server is running. The events are kept and will be retried";
        }
        if (failure instanceof SSLException) {
            return "no TLS connection; check the certificate of the server, and ca, cert and key";
        }
        if (failure instanceof ProtocolException) {
            return "the server does not speak HTTP; if it expects TLS, write lokis://";
        }
        return "no answer";
    }

    /** The message of {@code failure} and that of its root cause. Does not throw, whatever their methods do. */
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
}
