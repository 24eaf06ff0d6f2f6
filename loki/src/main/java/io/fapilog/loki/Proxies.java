package io.fapilog.loki;

import io.fapilog.config.Options;
import io.fapilog.config.Secret;
import io.fapilog.config.SinkUri;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The proxy.
 *
 * @param selector selects the proxy of a request
 * @param user the user name for the proxy
 * @param password the password for the proxy
 */
record Proxies(
        ProxySelector selector,
        @Nullable Secret user,
        @Nullable Secret password) {
    private static final String NO_BASIC = "jdk.http.auth.tunneling.disabledSchemes";

    /**
     * Reads {@code proxy}: {@code system} (the default) asks the JVM, that is {@code -Dhttp.proxyHost} and the like;
     * {@code env} reads {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}; {@code none} uses no
     * proxy; {@code http://[user:password@]host:port} is the address of one.
     */
    static Proxies read(Options options, Endpoint endpoint) {
        return read(options, endpoint, System.getenv());
    }

    static Proxies read(Options options, Endpoint endpoint, Map<String, String> environment) {
        String proxy = options.text("proxy");
        return switch (proxy == null ? "system" : proxy.strip()) {
            case "system" -> {
                ProxySelector selector = ProxySelector.getDefault();
                yield selector == null ? direct() : new Proxies(selector, null, null);
            }
            case "none" -> direct();
            case "env" -> fromEnvironment(options, endpoint, environment);
            default -> named("proxy", String.valueOf(proxy).strip(), options, endpoint);
        };
    }

    /** Adds the credentials for the proxy; for a TLS connection the JDK sends them with its CONNECT request. */
    void addTo(HttpRequest.Builder request) {
        if (user != null) {
            request.setHeader("Proxy-Authorization", "Basic " + Credentials.basic(user, password));
        }
    }

    /** The texts that no message may contain. */
    List<String> hidden() {
        if (user == null) {
            return List.of();
        }
        return List.of(user.value(), password == null ? "" : password.value(), Credentials.basic(user, password));
    }

    private static Proxies direct() {
        return new Proxies(HttpClient.Builder.NO_PROXY, null, null);
    }

    private static Proxies fromEnvironment(Options options, Endpoint endpoint, Map<String, String> environment) {
        Function<String, String> variable =
                name -> environment.getOrDefault(name, environment.getOrDefault(name.toLowerCase(Locale.ROOT), ""));
        String proxy = variable.apply(endpoint.isTls() ? "HTTPS_PROXY" : "HTTP_PROXY");
        if (proxy.isEmpty() || isExempt(endpoint.uri().getHost(), variable.apply("NO_PROXY"))) {
            return direct();
        }
        return named(
                "the proxy in the environment", proxy.contains("://") ? proxy : "http://" + proxy, options, endpoint);
    }

    private static boolean isExempt(String host, String noProxy) {
        for (String pattern : noProxy.split(",")) {
            String suffix = pattern.strip().replaceFirst("^\\*?\\.", "");
            if (suffix.equals("*") || suffix.equals(host) || (!suffix.isEmpty() && host.endsWith("." + suffix))) {
                return true;
            }
        }
        return false;
    }

    private static Proxies named(String subject, String address, Options options, Endpoint endpoint) {
        SinkUri uri = address.startsWith("http://") ? SinkUri.parse(address) : null;
        if (uri == null || uri.host().isEmpty() || !uri.path().replace("/", "").isEmpty()) {
            options.reject(subject + " must be http://[user:password@]host:port, system, env or none");
            return direct();
        }
        Secret user = uri.user() == null ? null : options.secretOf(subject, uri.user());
        Secret password = uri.password() == null ? null : options.secretOf(subject, uri.password());
        if (user != null && endpoint.isTls() && refusesBasic()) {
            options.reject(
                    subject + " has a user, and the JDK does not send one to a proxy in front of TLS; start the JVM"
                            + " with -D" + NO_BASIC + "= or use a proxy without");
        }
        String host = uri.host().replaceAll("[\\[\\]]", "");
        int port = uri.port() < 0 ? 80 : uri.port();
        return new Proxies(ProxySelector.of(InetSocketAddress.createUnresolved(host, port)), user, password);
    }

    private static boolean refusesBasic() {
        return System.getProperty(NO_BASIC, "Basic").toLowerCase(Locale.ROOT).contains("basic");
    }
}
