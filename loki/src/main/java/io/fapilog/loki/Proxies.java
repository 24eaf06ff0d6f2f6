package io.fapilog.loki;

import io.fapilog.ConfigurationException;
import io.fapilog.config.Options;
import io.fapilog.config.SinkUri;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The proxy.
 *
 * @param selector selects the proxy of a connection; null for none
 * @param login the login for the proxy; null for none
 */
record Proxies(@Nullable ProxySelector selector, @Nullable Login login) {
    /**
     * Reads {@code proxy}: {@code system} (the default) asks the JVM, that is {@code -Dhttp.proxyHost} and the like;
     * {@code env} reads {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}; {@code none} uses no
     * proxy; {@code http://[user:password@]host:port} is the address of one.
     */
    static Proxies read(Options options, Endpoint endpoint) {
        return read(options, endpoint, System.getenv());
    }

    static Proxies read(Options options, Endpoint endpoint, Map<String, String> environment) {
        String proxy = options.text("proxy", "system").strip();
        return switch (proxy) {
            case "system" -> {
                ProxySelector selector = ProxySelector.getDefault();
                yield selector == null ? direct() : new Proxies(selector, null);
            }
            case "none" -> direct();
            case "env" -> fromEnvironment(options, endpoint, environment);
            default -> named("proxy", proxy, options);
        };
    }

    /** The proxy for a connection to {@code endpoint}; null for none. Blocks as long as the JVM does. */
    Route.@Nullable HttpProxy select(Endpoint endpoint) {
        if (selector == null) {
            return null;
        }
        List<Proxy> selected = selector.select(endpoint.uri());
        Proxy first = selected == null || selected.isEmpty() ? Proxy.NO_PROXY : selected.get(0);
        if (first.type() != Proxy.Type.HTTP || !(first.address() instanceof InetSocketAddress address)) {
            return null;
        }
        if (login != null) {
            login.refresh();
        }
        return new Route.HttpProxy(
                address.getHostString(), address.getPort(), login == null ? null : login.authorization());
    }

    /** The texts that no message may contain. */
    List<String> hidden() {
        return login == null ? List.of() : login.hidden();
    }

    private static Proxies direct() {
        return new Proxies(null, null);
    }

    private static Proxies fromEnvironment(Options options, Endpoint endpoint, Map<String, String> environment) {
        Function<String, String> variable =
                name -> environment.getOrDefault(name, environment.getOrDefault(name.toLowerCase(Locale.ROOT), ""));
        String proxy = variable.apply(endpoint.isTls() ? "HTTPS_PROXY" : "HTTP_PROXY");
        if (proxy.isEmpty() || new NoProxy(variable.apply("NO_PROXY")).includes(endpoint.host(), endpoint.port())) {
            return direct();
        }
        return named("the proxy in the environment", proxy.contains("://") ? proxy : "http://" + proxy, options);
    }

    private static Proxies named(String subject, String address, Options options) {
        SinkUri uri = address.startsWith("http://") ? SinkUri.parse(address) : null;
        if (uri == null || uri.host().isEmpty() || !uri.path().replace("/", "").isEmpty()) {
            options.reject(subject + " must be http://[user:password@]host:port, system, env or none");
            return direct();
        }
        try {
            uri.options().finish();
        } catch (ConfigurationException e) {
            e.violations().forEach(violation -> options.reject(subject + ": " + violation));
            return direct();
        }
        String host = uri.host().replaceAll("[\\[\\]]", "");
        int port = uri.port() < 0 ? 80 : uri.port();
        return new Proxies(
                ProxySelector.of(InetSocketAddress.createUnresolved(host, port)),
                Login.read(uri, options, " of " + subject));
    }
}
