package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every setting can be given in every way, and is documented. */
class SettingTest {
    private static final Path PAGE = Path.of("..", "docs", "settings.md");

    @ParameterizedTest
    @EnumSource
    void setting_asVariableAndProperty_isKnown(Setting setting) {
        Settings settings = new Settings(
                Map.of("FAPILOG_" + setting.name(), "from the variable"),
                Map.of("fapilog." + setting.key(), "from the property"));
        assertThat(settings.unknown()).isEmpty();
        assertThat(settings.get(setting)).isEqualTo("from the property");
    }

    @ParameterizedTest
    @EnumSource
    void setting_inCode_hasAMethodOfTheBuilder(Setting setting) {
        assertThat(Arrays.stream(FapilogBuilder.class.getMethods()).map(Method::getName))
                .contains(setting.method());
        Settings settings = new Settings(Map.of(), Map.of());
        settings.set(setting.method(), "by the name of the method");
        assertThat(settings.get(setting)).isEqualTo("by the name of the method");
    }

    @Test
    void setting_asVariableByItsMethod_isReportedAndIgnored() {
        Settings settings = new Settings(Map.of("FAPILOG_OVERFLOW", "block"), Map.of("fapilog.console", "json"));
        assertThat(settings.unknown())
                .satisfiesExactly(
                        variable -> assertThat(variable)
                                .startsWith("FAPILOG_OVERFLOW is not a setting of fapilog and is ignored"),
                        property -> assertThat(property)
                                .startsWith("fapilog.console is not a setting of fapilog and is ignored"));
        assertThat(settings.get(Setting.QUEUE_OVERFLOW)).isNull();
        assertThat(settings.get(Setting.JSON_CONSOLE)).isNull();
    }

    @Test
    void pattern_asVariablePropertyAndInCode_isKnownByItsName() {
        Settings settings = new Settings(
                Map.of("FAPILOG_REDACT_PATTERN_CARD", "1", "FAPILOG_REDACT_PATTERN_", "2"),
                Map.of("fapilog.redact-pattern.plate", "3"));
        settings.set("redactPattern.order", "4");

        assertThat(settings.unknown()).singleElement().asString().startsWith("FAPILOG_REDACT_PATTERN_ is not");
        assertThat(settings.patterns()).isEqualTo(Map.of("card", "1", "plate", "3", "order", "4"));
    }

    @Test
    void settingsPage_hasOneRowForThePlacesOfEachSetting() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        assertThat(Setting.values())
                .allSatisfy(setting -> assertThat(lines)
                        .filteredOn(line -> line.startsWith("| `" + setting.name() + "` |"))
                        .singleElement()
                        .satisfies(row ->
                                assertThat(row).contains("`" + setting.key().replace('_', '-') + "`"))
                        .satisfies(row ->
                                assertThat(row.replace("`sink`", "`sinks`")).contains("`" + setting.method() + "`")));
    }

    @Test
    void settingsPage_hasOneRowForEachSetting() throws IOException {
        List<String> documented = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `FAPILOG_"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .filter(name -> !name.equals("FAPILOG_REDACT_PATTERN_NAME"))
                .toList();
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Setting.values())
                        .map(setting -> "FAPILOG_" + setting.name())
                        .toList());
    }
}
