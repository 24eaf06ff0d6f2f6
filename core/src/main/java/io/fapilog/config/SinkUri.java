package io.fapilog.config;

import io.fapilog.ConfigurationException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parsed and percent-decoded URI of a sink, {@code
 * scheme[://[user[:password]@]host[:port][/path]][?name=value[&…]]} ({@code +} is a plus). Immutable except for its
 * {@link Options}. Its text form hides credentials and parameters, and everything except the scheme if the URI is
 * malformed.
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
    private final List<Options.Entry> entries;
    private final List<String> violations;
    private final Options options;
    private final String shown;

    private SinkUri(SinkUri uri, List<Options.Entry> more) {
        scheme = uri.scheme;
        user = uri.user;
        password = uri.password;
        host = uri.host;
        port = uri.port;
        path = uri.path;
        shown = uri.shown;
        entries = Stream.concat(uri.entries.stream(), more.stream()).toList();
        violations = uri.violations;
        options = new Options(scheme, entries, new ArrayList<>(violations), UnaryOperator.identity());
    }

    private SinkUri(String text) {
        Matcher shape = SHAPE.matcher(text.strip());
        if (!shape.matches()) {
            throw new ConfigurationException(List.of("a sink must be a name such as stdout, or a URI such as"
                    + " loki://host:3100?labels=app=myapi; got something that begins with \"" + beginning(text)
                    + "\""
                    + (text.strip().matches("[\"'].*")
                            ? ". Leave out the quotes around the value, which docker" + " --env-file keeps"
                            : "")));
        }
        scheme = shape.group("scheme").toLowerCase(Locale.ROOT);
        violations = new ArrayList<>();
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
        // Reported above; a check of the host must not report that it is missing as well.
        host = readable ? parts.group("host") : "unreadable";
        port = readable ? port(parts.group("port"), violations) : -1;
        path = readable && parts.group("path") != null ? parts.group("path") : "";
        shown = host.isEmpty() || !violations.isEmpty()
                ? scheme
                : scheme + "://" + host + (port < 0 ? "" : ":" + port) + path;
        entries = query(shape.group("query"), violations);
        options = new Options(scheme, entries, new ArrayList<>(violations), UnaryOperator.identity());
    }

    /**
     * Parses {@code text}.
     *
     * @throws ConfigurationException if there is no scheme; {@link Options#finish} reports everything else
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

    /** This URI with more parameters, whose values need no encoding. */
    public SinkUri with(List<Options.Entry> more) {
        return more.isEmpty() ? this : new SinkUri(this, more);
    }

    /** The parameters, to be read and then {@linkplain Options#finish finished}. */
    public Options options() {
        return options;
    }

    @Override
    public String toString() {
        return shown;
    }

    /** An @ after a slash is more likely the end of a password that contains a slash than part of the path. */
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
            // Reported below, like a number out of range, without the text, which may be part of a password.
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
                // Not shown, since it may be the rest of a secret.
                violations.add(scheme + ": a parameter has no value; write name=value, and & within a value as %26");
            } else {
                String name = decode(part.substring(0, equals), violations);
                entries.add(new Options.Entry(name, decode(part.substring(equals + 1), violations)));
            }
        }
        return entries;
    }

    /** Percent-decodes UTF-8; {@code +} stays. Reports a malformed text without showing it. */
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
