package io.fapilog.devloki;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The page at the root of the server, which shows what is stored. Its files are resources of this package; it needs
 * nothing else. Thread-safe.
 */
final class Page {
    private static final String FOLDER = "page";
    private static final String START = "/index.html";
    /** No part begins with a dot, so that no path leaves the folder. */
    private static final Pattern FILE = Pattern.compile("(?:/[A-Za-z0-9-]+)+(?:\\.[a-z]+)+");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private static final String LOOPBACK = "://127.0.0.1:* ";
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws"
                    + LOOPBACK + "ws://localhost:* wss" + LOOPBACK + "wss://localhost:*; base-uri 'none'; "
                    + "form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-cache");

    private Page() {}

    /** Whether {@code path} is a file of the page. */
    static boolean serves(String path) {
        String file = file(path);
        return FILE.matcher(file).matches()
                && TYPES.containsKey(extension(file))
                && Page.class.getResource(FOLDER + file) != null;
    }

    /** Responds to a request for a {@code path} that {@link #serves} accepts. */
    static void respond(JettyExchange exchange, String path) {
        String file = file(path);
        byte[] content = content(file);
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put("Content-Type", TYPES.getOrDefault(extension(file), "application/octet-stream"));
        String tag = tag(content);
        headers.put("ETag", tag);
        boolean known = tag.equals(exchange.request().getHeaders().get("If-None-Match"));
        exchange.send(known ? 304 : 200, headers, known ? new byte[0] : content, false);
    }

    private static String file(String path) {
        return path.equals("/") ? START : path;
    }

    private static String extension(String file) {
        return file.substring(file.lastIndexOf('.') + 1);
    }

    private static byte[] content(String file) {
        try (InputStream in = Page.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalArgumentException(file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
