package io.fapilog;

import java.util.SplittableRandom;

/** The configuration of one simulated process. */
record Configuration(String uri, boolean spooled) {
    /** Draws a configuration of a sink for {@code destination}. */
    static Configuration draw(SplittableRandom random, String destination, boolean spooled) {
        StringBuilder uri = new StringBuilder("loki://" + destination + ":3100?labels=app=" + destination);
        uri.append(pick(random, "&format=json&compression=none", "&format=json", "", "", "", ""));
        uri.append("&batch_size=").append(pick(random, 1 + random.nextInt(40), LogUniform.draw(random, 1, 2_000)));
        uri.append(pick(random, "", "&batch_interval=100ms", "&batch_interval=10s"));
        uri.append(pick(random, "", "&batch_pause=0", "&batch_pause=50ms"));
        uri.append(pick(random, "", "&batch_bytes=4KiB&max_line=2KiB", "&batch_bytes=1KiB&max_line=1KiB"));
        uri.append(pick(random, "", "&buffer=64KiB", "&buffer=" + LogUniform.draw(random, 64 << 10, 32 << 20)));
        uri.append(pick(random, "", "&queue_maxsize=" + LogUniform.draw(random, 1, 65_536)));
        uri.append(pick(random, "", "&overflow=drop_newest", "&overflow=block&block_timeout=0s"));
        uri.append("&max_in_flight=").append(1 + random.nextInt(4));
        uri.append(pick(random, "", "&timeout=1s"));
        uri.append(pick(random, "", "", "", "", "", "&max_age=2h"));
        uri.append(pick(random, "", "", "", "&max_retries=4"));
        uri.append(pick(random, "", "&label_fields=level", "&label_fields=level,shop", "&label_fields=shop"));
        uri.append(pick(random, "", "&metadata=none"));
        if (spooled) {
            uri.append("&spool=/spool").append(pick(random, "", "&spool_sync=10ms"));
        }
        return new Configuration(uri.toString(), spooled);
    }

    /** Whether this process drops events by age that another process would send. */
    boolean dropsOld() {
        return uri.contains("max_age");
    }

    @SafeVarargs
    private static <T> T pick(SplittableRandom random, T... some) {
        return some[random.nextInt(some.length)];
    }

    @Override
    public String toString() {
        return uri;
    }
}
