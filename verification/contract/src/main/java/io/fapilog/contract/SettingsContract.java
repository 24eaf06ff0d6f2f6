package io.fapilog.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import io.fapilog.SinkStats;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests that every place in which settings are written must pass: each setting is understood and has its effect,
 * and no text does more harm than a message about it.
 */
public abstract class SettingsContract extends DrivenSystem {
    /** The longest message about one wrong value. */
    private static final int LONGEST_MESSAGE = 3_000;

    @Test
    void settings_ofTheBuilder_areAllInTheTable() {
        assertThat(SettingCase.all().map(SettingCase::name).filter(name -> !name.equals("redactPattern.plate")))
                .containsExactlyInAnyOrderElementsOf(FapilogBuilder.settings());
    }

    @Test
    void settings_notGiven_areNotAsInTheTable() {
        start();
        arrives(SettingCase::hasBeans);
        assertThat(SettingCase.all())
                .allSatisfy(each -> assertThat(each.understood().apply(system)).isNotEqualTo(each.expected()));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void setting_given_isUnderstoodAndHasItsEffect(SettingCase setting) {
        system.start(Map.of(setting.name(), setting.value()), "capture://a");
        check(setting);
    }

    static Stream<SettingCase> settings() {
        return SettingCase.all();
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void parameter_inTheUri_isUnderstoodAndHasItsEffect(SettingCase setting) {
        String value = URLEncoder.encode(setting.value(), StandardCharsets.UTF_8);
        system.start(Map.of(), "capture://a?" + setting.parameter() + "=" + value.replace("+", "%20"));
        check(setting);
    }

    static Stream<SettingCase> parameters() {
        return SettingCase.parameters();
    }

    @ParameterizedTest
    @MethodSource("hostileSettings")
    void setting_hostileText_isTakenOrRejectedWithOneMessage(String setting, String text) {
        system.startWithAnyText(setting, text);
        Fapilog fapilog = system.fapilog();
        if (fapilog != null) {
            see(fapilog);
        } else if (!setting.equals("enabled") || !system.warnings().isEmpty()) {
            arrives(() -> !system.warnings().isEmpty());
            assertThat(system.warnings()).singleElement().satisfies(message -> {
                assertThat(message.toLowerCase(Locale.ROOT).replace('-', '_'))
                        .contains(SettingCase.snake(nameOf(setting)));
                assertThat(message.replace("\n  - ", " ").codePoints()).noneMatch(SettingsContract::isHidden);
                assertThat(message).hasSizeLessThan(LONGEST_MESSAGE);
            });
        }
        system.stop();
    }

    static Stream<Arguments> hostileSettings() {
        List<String> texts = Hostile.texts().toList();
        return SettingCase.all().flatMap(setting -> texts.stream().map(text -> Arguments.of(setting.name(), text)));
    }

    private void check(SettingCase setting) {
        awaitUnderstood(setting);
        Fapilog fapilog = system.fapilog();
        if (fapilog == null) {
            return;
        }
        see(fapilog);
        assumeTrue(setting.calls().stream().allMatch(this::canLog));
        setting.calls(system).forEach(system::log);
        system.stop();
        arrives(() -> settled(fapilog) >= setting.calls().size());
        setting.effect()
                .accept(Captured.at("a").lines().stream()
                        .filter(line -> !"io.fapilog".equals(line.get("logger")))
                        .toList());
    }

    private void awaitUnderstood(SettingCase setting) {
        try {
            arrives(() -> setting.understood().apply(system).equals(setting.expected()));
        } catch (ConditionTimeoutException e) {
            assertThat(setting.understood().apply(system)).isEqualTo(setting.expected());
        }
    }

    private static long settled(Fapilog fapilog) {
        SinkStats.Events events = fapilog.stats().get(0).events();
        return events.pending() > 0 ? 0 : events.accepted();
    }

    private boolean canLog(Call call) {
        return (call.context().isEmpty() || can(Capability.CONTEXT))
                && (call.time() == null || can(Capability.GIVEN_TIME));
    }

    /** The name without that of one of several. */
    private static String nameOf(String setting) {
        int dot = setting.indexOf('.');
        return dot < 0 ? setting : setting.substring(0, dot);
    }

    /** Whether a character of a message moves the cursor, or is not shown. */
    private static boolean isHidden(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
