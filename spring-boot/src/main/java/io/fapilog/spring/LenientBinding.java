package io.fapilog.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;

/**
 * A binding that continues where Spring would end at the first violation. A value of another type is collected as text,
 * since fapilog may be able to read it, or reports it together with all other violations. Unknown names are collected
 * as well. For one binding, on one thread.
 */
final class LenientBinding extends NoUnboundElementsBindHandler {
    private final Map<ConfigurationPropertyName, String> texts = new LinkedHashMap<>();
    private final List<ConfigurationProperty> unknown = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    LenientBinding() {
        super(BindHandler.DEFAULT, new UnboundElementsSourceFilter());
    }

    /** The values that could not be converted, as given. */
    Map<ConfigurationPropertyName, String> texts() {
        return texts;
    }

    /** The unknown properties, except for system properties and environment variables. */
    List<ConfigurationProperty> unknown() {
        return unknown;
    }

    /** The violations of values that are no texts. */
    List<String> violations() {
        return violations;
    }

    @Override
    public @Nullable Object onFailure(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
        ConfigurationProperty property = context.getConfigurationProperty();
        if (property == null) {
            violations.add(name + " cannot be read: " + error.getMessage());
        } else {
            texts.put(property.getName(), String.valueOf(property.getValue()));
        }
        return null;
    }

    @Override
    public void onFinish(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, @Nullable Object result)
            throws Exception {
        try {
            super.onFinish(name, target, context, result);
        } catch (UnboundConfigurationPropertiesException e) {
            e.getUnboundProperties().stream()
                    .filter(property -> !texts.containsKey(property.getName()))
                    .forEach(unknown::add);
        }
    }
}
