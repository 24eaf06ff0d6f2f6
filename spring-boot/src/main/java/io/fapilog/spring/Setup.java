package io.fapilog.spring;

import io.fapilog.ConfigurationException;
import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import java.util.List;

/**
 * The configuration of fapilog in the environment of an application. Equal environments have equal setups.
 *
 * @param enabled whether anything is shipped
 * @param settings the calls of the builder, in this order
 * @param violations the violations that the builder cannot detect
 */
record Setup(boolean enabled, List<Setting> settings, List<String> violations) {

    /** The method of the builder. */
    enum Kind {
        SINK,
        OPTION,
        SETTING
    }

    /** A call of the builder; the name of a sink is empty. Its text form hides the value. */
    record Setting(Kind kind, String name, String value) {
        private void tell(FapilogBuilder builder) {
            switch (kind) {
                case SINK -> builder.sinks(value);
                case OPTION -> builder.option(name, value);
                case SETTING -> builder.setting(name, value);
            }
        }

        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    boolean hasSinks() {
        return settings.stream().anyMatch(setting -> setting.kind == Kind.SINK);
    }

    /** Whether there is anything to do, if only to report a violation. */
    boolean isMeant() {
        return enabled && (hasSinks() || !violations.isEmpty());
    }

    /**
     * Starts the pipeline of the process. Spring has read the environment already.
     *
     * @param drainAtExit whether the pipeline is closed at the exit of the JVM; otherwise Spring closes it there
     * @throws ConfigurationException listing every violation with its mend
     */
    Fapilog install(boolean drainAtExit) {
        if (!violations.isEmpty()) {
            throw new ConfigurationException(violations);
        }
        FapilogBuilder builder = Fapilog.builder().environment(false).drainAtExit(drainAtExit);
        settings.forEach(setting -> setting.tell(builder));
        return builder.install();
    }
}
