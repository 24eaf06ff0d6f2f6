package io.fapilog;

import io.fapilog.config.Quantities;
import java.time.Duration;

/** The JMX view of {@link Levels}. */
record LevelBean(Levels levels) implements LevelMXBean {
    @Override
    public void setLevel(String rules, String duration) {
        levels.set(rules, read(duration));
    }

    @Override
    public String getLevel() {
        return levels.text();
    }

    @Override
    public void resetLevel() {
        levels.reset();
    }

    private static Duration read(String duration) {
        try {
            return Quantities.duration(duration);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(duration + " is not a duration; write 30s, 10m or 1h", e);
        }
    }
}
