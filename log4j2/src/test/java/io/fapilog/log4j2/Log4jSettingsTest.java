package io.fapilog.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.FapilogBuilder;
import java.lang.reflect.Field;
import java.util.Arrays;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.junit.jupiter.api.Test;

class Log4jSettingsTest {
    @Test
    void plugin_hasAnAttributeForEachSetting() {
        assertThat(Arrays.stream(SettingsBuilder.class.getDeclaredFields())
                        .filter(field -> field.isAnnotationPresent(PluginBuilderAttribute.class))
                        .map(Field::getName))
                .containsExactlyInAnyOrderElementsOf(FapilogBuilder.settings());
    }
}
