package io.fapilog.verification.peers;

/** What an application does with a pipeline. */
enum Scenario {
    BURST("burst", 0),
    STEADY_1_000("1,000/s", 1_000),
    STEADY_20_000("20,000/s", 20_000),
    STEADY_100_000("100,000/s", 100_000),
    IDLE("idle", 0);

    private final String title;
    private final int perSecond;

    Scenario(String title, int perSecond) {
        this.title = title;
        this.perSecond = perSecond;
    }

    String title() {
        return title;
    }

    /** The rate of a steady load. */
    int perSecond() {
        return perSecond;
    }

    boolean isSteady() {
        return perSecond > 0;
    }
}
