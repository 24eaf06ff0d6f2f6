package io.fapilog.loki;

import io.fapilog.config.Options;
import io.fapilog.config.Secret;
import io.fapilog.config.SinkUri;
import java.util.ArrayList;
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

    private final @Nullable Secret tenant;
    private final @Nullable Login login;
    private final @Nullable Secret token;
    private final Map<String, Secret> headers;

    private Credentials(
            @Nullable Secret tenant, @Nullable Login login, @Nullable Secret token, Map<String, Secret> headers) {
        this.tenant = tenant;
        this.login = login;
        this.token = token;
        this.headers = headers;
    }

    static Credentials read(SinkUri uri, Options options) {
        Login login = Login.read(uri, options, "");
        if (login != null) {
            options.showSecret("user");
        }
        Secret token = options.secret("token");
        if (login != null && token != null) {
            options.reject("token and user:password exclude each other; keep one");
        }
        if (token != null && !PushRequest.isValue(token.value())) {
            options.reject("token contains characters that a header cannot contain; check it for line ends");
        }
        if (token != null && !Options.mendOfQuotes(token.value()).isEmpty()) {
            options.reject("token is in quotes" + Options.mendOfQuotes(token.value()));
        }
        Map<String, Secret> headers = headers(options);
        for (String name : headers.keySet()) {
            if (name.equalsIgnoreCase("authorization") && (login != null || token != null)) {
                options.reject("header." + name + " excludes token and user:password; keep one");
            }
        }
        return new Credentials(tenant(options, headers), login, token, headers);
    }

    /** The tenant of the sink; empty for none. */
    String tenant() {
        return tenant == null || !isTenant(tenant.value()) ? "" : tenant.value();
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
     * Adds all headers; {@code other} is the tenant of the push, empty for the tenant of the sink.
     */
    void addTo(Map<String, String> headers, String other) {
        String own = isTenant(other) ? other : tenant();
        if (!own.isEmpty()) {
            headers.put(TENANT_HEADER, own);
        }
        String authorization = authorization();
        if (authorization != null) {
            headers.put("Authorization", authorization);
        }
        this.headers.forEach((name, value) -> headers.put(name, value.value()));
    }

    /** Reads the files of secrets again. Returns whether a secret has changed. */
    boolean refresh() {
        boolean changed = login != null && login.refresh();
        changed |= tenant != null && tenant.refresh();
        for (Secret secret : secrets()) {
            changed |= secret.refresh();
        }
        return changed;
    }

    /** The texts that no message may contain. */
    List<String> hidden() {
        List<String> hidden = new ArrayList<>();
        secrets().forEach(secret -> hidden.addAll(secret.values()));
        if (login != null) {
            hidden.addAll(login.hidden());
        }
        return hidden;
    }

    private @Nullable String authorization() {
        if (login != null) {
            return login.authorization();
        }
        return token == null ? null : "Bearer " + token.value();
    }

    private List<Secret> secrets() {
        List<Secret> secrets = new ArrayList<>(headers.values());
        if (token != null) {
            secrets.add(token);
        }
        return secrets;
    }

    private static boolean isTenant(String text) {
        return TENANT.matcher(text).matches() && !text.equals(".") && !text.equals("..");
    }

    private static @Nullable Secret tenant(Options options, Map<String, Secret> headers) {
        Secret tenant = options.secret("tenant");
        if (tenant == null) {
            return null;
        }
        options.show("tenant", tenant.value(), true);
        if (!isTenant(tenant.value())) {
            options.reject("tenant must be 1 to 150 letters, digits and !-_.*'(), one tenant only"
                    + Options.mendOfQuotes(tenant.value()));
        }
        if (headers.keySet().stream().anyMatch(name -> name.equalsIgnoreCase(TENANT_HEADER))) {
            options.reject("tenant and header.X-Scope-OrgID exclude each other; keep tenant");
        }
        return tenant;
    }

    private static Map<String, Secret> headers(Options options) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        options.prefixed("header").forEach((name, value) -> {
            if (!PushRequest.isName(name)) {
                options.reject("header." + name + " is not the name of a header; use letters, digits and -");
            } else if (REFUSED.contains(name.toLowerCase(Locale.ROOT))) {
                options.reject("header." + name + " is set by fapilog itself or has no meaning here; remove it");
            } else if (!PushRequest.isValue(value.value())) {
                options.reject("header." + name + " has a value that a header cannot contain; check it for line ends");
            } else {
                options.showSecret("header." + name);
                headers.put(name, value);
            }
        });
        return headers;
    }
}
