package io.fapilog.config;

import io.fapilog.ConfigurationException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sink as the configuration names it, {@code scheme[://[user[:password]@]host[:port][/path]][?name=value[&…]]}, taken
 * apart and percent-decoded ({@code +} is a plus). Immutable but for its {@link Options}. Its text form hides
 * credentials and parameters, and all but the scheme of what cannot be read.
 */
public final class SinkUri {
    private static final Pattern SHAPE = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)(?<location>://[^?#]*)?(?:\\?(?<query>.*))?", Pattern.DOTALL);
    private static final Pattern LOCATION = Pattern.compile(
            "(?:(?<user>[^/]*)@)?(?<host>\\[[^/@\\]]*]|[^/:@%]*)(?::(?<port>[^/]*))?(?<path>/.*)?", Pattern.DOTALL);

    private final String scheme;
    private final @Nullable String user;
    private final @Nullable String password;
    private final String host;
    private final int port;
    private final String path;
    private final Options options;
    private final String shown;

    private SinkUri(String text) {
        Matcher shape = SHAPE.matcher(text.strip());
        if (!shape.matches()) {
            throw new ConfigurationException(List.of("a sink must be a name such as stdout, or a URI such as"
                    + " loki://host:3100?labels=app=myapi; got something that begins with \"" + beginning(text)
                    + "\""));
        }
        scheme = shape.group("scheme").toLowerCase(Locale.ROOT);
        List<String> violations = new ArrayList<>();
        String location = shape.group("location");
        Matcher parts = LOCATION.matcher(location == null ? "" : location.substring(3));
        boolean readable = parts.matches() && isReadable(parts.group("host"), parts.group("path"));
        if (!readable) {
            violations.add(scheme + ": the part after " + scheme + ":// cannot be read;"
                    + " write [user:password@]host[:port][/prefix], with special characters percent-encoded"
                    + " and an IPv6 address in brackets");
        }
        String userInfo = readable ? parts.group("user") : null;
        int colon = userInfo == null ? -1 : userInfo.indexOf(':');
        user = userInfo == null ? null : decode(colon < 0 ? userInfo : userInfo.substring(0, colon), violations);
        password = userInfo == null || colon < 0 ? null : decode(userInfo.substring(colon + 1), violations);
        // Told above; whoever checks the host must not say that it is missing as well.
        host = readable ? parts.group("host") : "unreadable";
        port = readable ? port(parts.group("port"), violations) : -1;
        path = readable && parts.group("path") != null ? parts.group("path") : "";
        shown = host.isEmpty() || !violations.isEmpty()
                ? scheme
                : scheme + "://" + host + (port < 0 ? "" : ":" + port) + path;
        options = new Options(scheme, query(shape.group("query"), violations), violations);
    }

    /**
     * Takes {@code text} apart.
     *
     * @throws ConfigurationException when not even a scheme can be made out; all else is reported by {@link
     *     Options#finish}
     */
    public static SinkUri parse(String text) {
        return new SinkUri(text);
    }

    /** The scheme, in lower case; for a sink without a location its name. */
    public String scheme() {
        return scheme;
    }

    /** The user's name before the host. */
    public @Nullable String user() {
        return user;
    }

    /** The password before the host; a secret. */
    public @Nullable String password() {
        return password;
    }

    /** The host, empty when there is none; an IPv6 address is in brackets. */
    public String host() {
        return host;
    }

    /** The port, -1 when there is none. */
    public int port() {
        return port;
    }

    /** The path as written, empty when there is none. */
    public String path() {
        return path;
    }

    /** The parameters, to be read and then {@linkplain Options#finish finished}. */
    public Options options() {
        return options;
    }

    @Override
    public String toString() {
        return shown;
    }

    /** An @ behind a slash is rather the end of a password with a slash than a part of the path. */
    private static boolean isReadable(String host, @Nullable String path) {
        if (path != null && path.indexOf('@') >= 0) {
            return false;
        }
        try {
            URI.create("http://" + (host.isEmpty() ? "none" : host) + (path == null ? "" : path));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String beginning(String text) {
        Matcher harmless = Pattern.compile("[A-Za-z0-9_.-]{0,16}").matcher(text.strip());
        return harmless.lookingAt() && !text.contains("@") ? harmless.group() : "…";
    }

    private int port(@Nullable String text, List<String> violations) {
        if (text == null || text.isEmpty()) {
            return -1;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= 65_535) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, together with a number out of range; the text is not shown, it may be part of a password.
        }
        violations.add(scheme + ": the port must be a number from 1 to 65535"
                + " (a password that contains / or @ must be percent-encoded)");
        return -1;
    }

    private List<Options.Entry> query(@Nullable String query, List<String> violations) {
        List<Options.Entry> entries = new ArrayList<>();
        for (String part : query == null ? new String[0] : query.split("&")) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            if (equals < 0) {
                // Not shown: it may be the rest of a secret.
                violations.add(scheme + ": a parameter has no value; write name=value, and & within a value as %26");
            } else {
                String name = decode(part.substring(0, equals), violations);
                entries.add(new Options.Entry(name, decode(part.substring(equals + 1), violations)));
            }
        }
        return entries;
    }

    /** Percent-decodes UTF-8, leaves {@code +} alone, and reports what is malformed without showing it. */
    private String decode(String text, List<String> violations) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (decoded.indexOf('\uFFFD') >= 0) {
                violations.add(scheme + ": what is percent-encoded must be UTF-8");
            }
            return decoded;
        } catch (IllegalArgumentException e) {
            violations.add(scheme + ": a % must be followed by two hexadecimal digits; a literal % is written %25");
            return text;
        }
    }
}
