package io.fapilog.spring;

import io.fapilog.spring.Setup.Kind;
import io.fapilog.spring.Setup.Setting;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/** Reads a {@link Setup} from the properties: each is a setting or an option of the same name. For one reading. */
final class SetupReader {
    private static final String ALL = "fapilog.";
    private static final String LOKI = ALL + "loki.";
    private static final String PATTERN = "redact_pattern";
    /** The properties of the access log, which has a class of its own for them. */
    private static final ConfigurationPropertyName HTTP = ConfigurationPropertyName.of("fapilog.http");

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z]+://");

    /** The properties that are read one by one. */
    private static final Set<String> SPECIAL =
            Set.of("enabled", "sinks", "service", "loki", "url", "username", "password", "labels", "header", PATTERN);

    private final List<Setting> settings = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final Environment environment;

    private SetupReader(Environment environment) {
        this.environment = environment;
    }

    /** Reads {@code environment}; the builder checks the values. */
    static Setup read(Environment environment) {
        return new SetupReader(environment).read();
    }

    private Setup read() {
        LenientBinding binding = new LenientBinding();
        FapilogProperties properties =
                Binder.get(environment).bindOrCreate("fapilog", Bindable.of(FapilogProperties.class), binding);
        violations.addAll(binding.violations());
        service(properties.service());
        components(Kind.SETTING, properties);
        entries(Kind.SETTING, PATTERN, properties.redactPattern());
        for (String sink : properties.sinks() == null ? List.<String>of() : properties.sinks()) {
            add(Kind.SINK, "", sink);
        }
        if (properties.loki() != null) {
            loki(properties.loki());
        }
        binding.texts().forEach(this::add);
        binding.unknown().forEach(this::unknown);
        boolean enabled = !Boolean.FALSE.equals(properties.enabled());
        return new Setup(enabled, List.copyOf(settings), List.copyOf(violations));
    }

    private void service(@Nullable String given) {
        String service = given;
        for (String name : List.of("OTEL_SERVICE_NAME", "spring.application.name")) {
            service = service == null || service.isBlank() ? environment.getProperty(name) : service;
        }
        if (service != null && !service.isBlank()) {
            add(Kind.SETTING, "service", service);
        }
    }

    private void loki(FapilogProperties.Loki loki) {
        if (loki.url() == null) {
            violations.add("fapilog.loki.url is missing, but other properties of fapilog.loki are set;"
                    + " add fapilog.loki.url=http://loki:3100");
            return;
        }
        add(Kind.SINK, "", withUser(loki.url(), loki.username(), loki.password()));
        components(Kind.OPTION, loki);
        entries(Kind.OPTION, PATTERN, loki.redactPattern());
        entries(Kind.OPTION, "label", loki.labels());
        entries(Kind.OPTION, "header", loki.header());
    }

    private void components(Kind kind, Record properties) {
        Texts.of(properties).forEach((name, text) -> {
            if (!SPECIAL.contains(name)) {
                add(kind, name, text);
            }
        });
    }

    private void entries(Kind kind, String name, @Nullable Map<String, String> entries) {
        if (entries != null) {
            entries.forEach((key, value) -> add(kind, name + "." + key, value));
        }
    }

    /** Adds a value that Spring could not convert; fapilog reads it, or reports its violation. */
    private void add(ConfigurationPropertyName property, String text) {
        String name = property.toString();
        if (name.startsWith(LOKI)) {
            add(Kind.OPTION, name.substring(LOKI.length()).replace('-', '_'), text);
        } else {
            add(Kind.SETTING, name.substring(ALL.length()).replace('-', '_'), text);
        }
    }

    private void unknown(ConfigurationProperty property) {
        if (property.getName().toString().equals("fapilog.level")) {
            violations.add("fapilog.level has no effect with Spring; set levels with logging.level.*");
        } else if (!HTTP.isAncestorOf(property.getName())) {
            add(property.getName(), String.valueOf(property.getValue()));
        }
    }

    private void add(Kind kind, String name, String value) {
        String text = environment.resolvePlaceholders(value);
        if (text.contains("${")) {
            String where = kind == Kind.SINK ? "a sink" : (kind == Kind.OPTION ? LOKI : ALL) + name.replace('_', '-');
            violations.add(
                    where + " has a placeholder without a value; define it, or give it a default: ${NAME:default}");
        } else {
            settings.add(new Setting(kind, name, text));
        }
    }

    /** The URL with the credentials as its user info. */
    private static String withUser(String url, @Nullable String username, @Nullable String password) {
        Matcher scheme = SCHEME.matcher(url.strip());
        if (username == null || !scheme.lookingAt()) {
            return url;
        }
        String user = encoded(username) + (password == null ? "" : ":" + encoded(password)) + "@";
        return scheme.group() + user + url.strip().substring(scheme.end());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
