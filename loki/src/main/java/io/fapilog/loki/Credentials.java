package io.fapilog.loki;

import io.fapilog.config.Options;
import io.fapilog.config.Secret;
import io.fapilog.config.SinkUri;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers that identify the sender of a push: basic authentication (RFC 7617) or a bearer token (RFC 6750), the
 * tenant, and configured headers. Worker only.
 */
final class Credentials {
    private static final String TENANT_HEADER = "X-Scope-OrgID";
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9!._*'()-]{1,150}");
    /** Headers that the client sets itself, or that concern one connection only (RFC 9110, section 7.6.1). */
    private static final Set<String> REFUSED = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final @Nullable String tenant;
    private final @Nullable Secret user;
    private final @Nullable Secret password;
    private final @Nullable Secret token;
    private final Map<String, Secret> headers;

    private Credentials(
            @Nullable String tenant,
            @Nullable Secret user,
            @Nullable Secret password,
            @Nullable Secret token,
            Map<String, Secret> headers) {
        this.tenant = tenant;
        this.user = user;
        this.password = password;
        this.token = token;
        this.headers = headers;
    }

    static Credentials read(SinkUri uri, Options options) {
        Secret user = uri.user() == null ? null : options.secretOf("the user", uri.user());
        Secret password = uri.password() == null ? null : options.secretOf("the password", uri.password());
        Secret token = options.secret("token");
        if (user != null && token != null) {
            options.reject("token and user:password exclude each other; keep one");
        }
        if (token != null && !HEADER_VALUE.matcher(token.value()).matches()) {
            options.reject("token contains characters that a header cannot contain; check it for line ends");
        }
        Map<String, Secret> headers = headers(options);
        for (String name : headers.keySet()) {
            if (name.equalsIgnoreCase("authorization") && (user != null || token != null)) {
                options.reject("header." + name + " excludes token and user:password; keep one");
            }
        }
        return new Credentials(tenant(options, headers), user, password, token, headers);
    }

    /** The tenant of the sink; empty for none. */
    String tenant() {
        return tenant == null ? "" : tenant;
    }

    /**
     * The tenant as a file may name it; empty for none. The value of a header may be a secret: a number that depends on
     * it tells two tenants apart.
     */
    String destination() {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(TENANT_HEADER))
                .map(header ->
                        "#" + Integer.toHexString(header.getValue().value().hashCode()))
                .findFirst()
                .orElse(tenant());
    }

    /**
     * Adds all headers to {@code request}; {@code other} is the tenant of the push, empty for the tenant of the sink.
     */
    void addTo(HttpRequest.Builder request, String other) {
        String own = TENANT.matcher(other).matches() ? other : tenant();
        if (!own.isEmpty()) {
            request.setHeader(TENANT_HEADER, own);
        }
        String authorization = authorization();
        if (authorization != null) {
            request.setHeader("Authorization", authorization);
        }
        headers.forEach((name, value) -> request.setHeader(name, value.value()));
    }

    /** Reads the files of secrets again. Returns whether a secret has changed. */
    boolean refresh() {
        boolean changed = false;
        for (Secret secret : secrets()) {
            changed |= secret.refresh();
        }
        return changed;
    }

    /** The texts that no message may contain. */
    List<String> hidden() {
        List<String> hidden = new ArrayList<>();
        secrets().forEach(secret -> hidden.add(secret.value()));
        if (user != null) {
            hidden.add(basic(user, password));
        }
        return hidden;
    }

    private @Nullable String authorization() {
        if (user != null) {
            return "Basic " + basic(user, password);
        }
        return token == null ? null : "Bearer " + token.value();
    }

    private List<Secret> secrets() {
        List<Secret> secrets = new ArrayList<>(headers.values());
        for (Secret secret : new @Nullable Secret[] {user, password, token}) {
            if (secret != null) {
                secrets.add(secret);
            }
        }
        return secrets;
    }

    static String basic(Secret user, @Nullable Secret password) {
        String pair = user.value() + ":" + (password == null ? "" : password.value());
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String tenant(Options options, Map<String, Secret> headers) {
        String tenant = options.text("tenant");
        if (tenant == null) {
            return null;
        }
        if (!TENANT.matcher(tenant).matches() || tenant.equals(".") || tenant.equals("..")) {
            options.reject("tenant must be 1 to 150 letters, digits and !-_.*'(), one tenant only");
        }
        if (headers.keySet().stream().anyMatch(name -> name.equalsIgnoreCase(TENANT_HEADER))) {
            options.reject("tenant and header.X-Scope-OrgID exclude each other; keep tenant");
        }
        return tenant;
    }

    private static Map<String, Secret> headers(Options options) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        options.prefixed("header").forEach((name, value) -> {
            if (!HEADER_NAME.matcher(name).matches()) {
                options.reject("header." + name + " is not the name of a header; use letters, digits and -");
            } else if (REFUSED.contains(name.toLowerCase(Locale.ROOT))) {
                options.reject("header." + name + " is set by fapilog itself or has no meaning here; remove it");
            } else if (!HEADER_VALUE.matcher(value.value()).matches()) {
                options.reject("header." + name + " has a value that a header cannot contain; check it for line ends");
            } else {
                headers.put(name, value);
            }
        });
        return headers;
    }
}
