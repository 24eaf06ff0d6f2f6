package io.fapilog.logback;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.FapilogBuilder;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogbackSettingsTest {
    @Test
    void appender_hasASetterForEachSetting() {
        assertThat(Arrays.stream(FapilogAppender.class.getMethods()).map(Method::getName))
                .containsAll(FapilogBuilder.settings().stream()
                        .map(name -> "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1))
                        .toList());
    }
}
