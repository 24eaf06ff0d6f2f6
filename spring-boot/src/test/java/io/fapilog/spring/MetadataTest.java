package io.fapilog.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.loki.LokiSinkBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The metadata of the properties, which editors use for completion. */
class MetadataTest {
    /** The methods of the builder without a property of their own: labels are both a map and a text there. */
    private static final Set<String> OTHERWISE = Set.of("plan", "label");

    @Test
    void loki_everyNameOfTheBuilder_isAProperty() {
        Set<String> names = Arrays.stream(FapilogProperties.Loki.class.getRecordComponents())
                .map(component -> Texts.snake(component.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(names).containsAll(builderNames());
        names.removeAll(builderNames());
        assertThat(names).containsExactlyInAnyOrder("url", "username", "password");
    }

    /** The properties are the settings without levels, because Spring has its own levels. */
    @Test
    void properties_areTheSettingsOfTheProcessWithoutLevels() throws IOException {
        Set<String> settings = Files.readAllLines(Path.of("..", "docs", "settings.md")).stream()
                .filter(line -> line.startsWith("| `FAPILOG_"))
                .map(line -> line.substring("| `FAPILOG_".length(), line.indexOf('`', 3))
                        .toLowerCase(Locale.ROOT))
                .map(name -> name.equals("redact_pattern_name") ? "redact_pattern" : name)
                .filter(name -> !name.equals("level"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(Arrays.stream(FapilogProperties.class.getRecordComponents())
                        .map(component -> Texts.snake(component.getName()))
                        .filter(name -> !name.equals("loki")))
                .containsExactlyInAnyOrderElementsOf(settings);
    }

    @Test
    void metadata_ofEveryProperty_hasTypeAndDescription() throws IOException {
        assertThat(properties()).hasSizeGreaterThan(35).allSatisfy(property -> {
            assertThat(property).containsKeys("name", "type", "description");
        });
    }

    @Test
    void metadata_ofDurationsAndSizes_isTyped() throws IOException {
        Map<Object, Object> types = properties().stream()
                .collect(Collectors.toMap(property -> property.get("name"), property -> property.get("type")));
        assertThat(types)
                .containsEntry("fapilog.loki.batch-interval", "java.time.Duration")
                .containsEntry("fapilog.loki.batch-bytes", "org.springframework.util.unit.DataSize")
                .containsEntry("fapilog.loki.batch-size", "java.lang.Integer")
                .containsEntry("fapilog.loki.labels", "java.util.Map<java.lang.String,java.lang.String>")
                .containsEntry("fapilog.sinks", "java.util.List<java.lang.String>")
                .containsEntry("fapilog.enabled", "java.lang.Boolean")
                .containsEntry("fapilog.sample", "java.lang.Double")
                .containsEntry("fapilog.max-field", "org.springframework.util.unit.DataSize")
                .containsEntry("fapilog.loki.level", "io.fapilog.Level")
                .containsEntry("fapilog.redact-pattern", "java.util.Map<java.lang.String,java.lang.String>")
                .containsEntry("fapilog.loki.redact-pattern", "java.util.Map<java.lang.String,java.lang.String>");
    }

    private static Set<String> builderNames() {
        Stream<Method> methods = Arrays.stream(LokiSinkBuilder.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic());
        return methods.map(method -> Texts.snake(method.getName()))
                .filter(name -> !OTHERWISE.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Map<String, Object>> properties() throws IOException {
        try (InputStream file =
                MetadataTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            JsonMapper json = new JsonMapper();
            return json.convertValue(
                    json.readTree(file).get("properties"), new TypeReference<List<Map<String, Object>>>() {});
        }
    }
}
