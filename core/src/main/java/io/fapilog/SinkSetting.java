package io.fapilog;

/**
 * A setting of a sink as it was understood. Immutable.
 *
 * @param name the name of the parameter, in snake case
 * @param value the value in force as text, the default included; {@code none} where there is none, and {@code ***} for
 *     a secret
 * @param given whether the configuration of the sink gives it; otherwise it is a default, or a setting of the process
 */
public record SinkSetting(String name, String value, boolean given) {
    @Override
    public String toString() {
        return name + "=" + value;
    }
}
