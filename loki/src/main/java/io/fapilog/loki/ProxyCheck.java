package io.fapilog.loki;

import io.fapilog.SinkSetting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells which proxy is used, and why. */
final class ProxyCheck {
    private final LokiSettings settings;
    private final List<SinkSetting> shown;
    private final Map<String, String> environment;
    private final CheckFindings findings;

    ProxyCheck(
            LokiSettings settings, List<SinkSetting> shown, Map<String, String> environment, CheckFindings findings) {
        this.settings = settings;
        this.shown = shown;
        this.environment = environment;
        this.findings = findings;
    }

    void run() {
        Route.HttpProxy proxy = settings.proxy().select(settings.endpoint());
        String setting = setting();
        findings.ok("proxy", proxy == null ? none(setting) : some(proxy, setting));
    }

    private static String some(Route.HttpProxy proxy, String setting) {
        String login = proxy.authorization() == null ? "" : ", with user and password";
        return switch (setting) {
            case "system" -> proxy + login + ": the JVM names it (-Dhttp.proxyHost, -Dhttps.proxyHost or a selector)";
            case "env" -> proxy + login + ": HTTP_PROXY or HTTPS_PROXY names it, and NO_PROXY has no exception";
            default -> proxy + login + ": the parameter proxy names it";
        };
    }

    private String none(String setting) {
        return switch (setting) {
            case "none" -> "none: proxy=none";
            case "env" -> "none: HTTP_PROXY and HTTPS_PROXY name none for this address, or NO_PROXY has it";
            default -> {
                String ignored = ignored();
                yield "none: the JVM names none for this address"
                        + (ignored == null ? "" : "; " + ignored + " is set and not used, proxy=env would use it");
            }
        };
    }

    /** The variable that other programs read; null for none. */
    private @Nullable String ignored() {
        String name = settings.endpoint().isTls() ? "HTTPS_PROXY" : "HTTP_PROXY";
        for (String each : List.of(name, name.toLowerCase(Locale.ROOT))) {
            if (!environment.getOrDefault(each, "").isBlank()) {
                return each;
            }
        }
        return null;
    }

    private String setting() {
        return shown.stream()
                .filter(each -> each.name().equals("proxy"))
                .map(each -> each.value().strip())
                .findFirst()
                .orElseThrow();
    }
}
