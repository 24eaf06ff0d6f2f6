package io.fapilog;

/**
 * The JMX view of the levels of a pipeline, {@code io.fapilog:type=Logging}, with an {@code index} from 2 on if one JVM
 * has several. The levels decide what the SLF4J provider of fapilog logs; an application with Logback, Log4j2 or JUL
 * has the levels of that system. Registered as long as {@link SinkMXBean}. Thread-safe.
 */
public interface LevelMXBean {
    /**
     * Lays rules over those of the configuration for a time; they end by themselves, and so do those of an earlier
     * call.
     *
     * @param rules rules as in {@code FAPILOG_LEVEL}: {@code com.acme=debug,com.acme.noisy=off}
     * @param duration from {@code 1s} to {@code 7d}, such as {@code 10m}; a bare number is seconds
     * @throws IllegalArgumentException if a rule or the duration is invalid; the message says how to mend it
     */
    void setLevel(String rules, String duration);

    /** The rules in force, the temporary ones with the time left: {@code info,com.acme=debug (540s left)}. */
    String getLevel();

    /** Ends the temporary rules. */
    void resetLevel();
}
