package io.fapilog.devloki.logql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions of templates by name. Thread-safe. */
final class TemplateFunctions {
    private static final Map<String, TemplateFunction> ALL = new HashMap<>();

    static {
        ALL.putAll(TemplateLogic.functions());
        ALL.putAll(TemplateText.functions());
        ALL.putAll(TemplateMath.functions());
        ALL.putAll(TemplateTime.functions());
    }

    private TemplateFunctions() {}

    static @Nullable TemplateFunction get(String name) {
        return ALL.get(name);
    }

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }
}
