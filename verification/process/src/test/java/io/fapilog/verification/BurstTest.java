package io.fapilog.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.StoredEntry;
import io.fapilog.testkit.Child;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A burst larger than the heap of the application. */
class BurstTest {
    private static final int THREADS = 4;
    private static final int EVENTS = 250_000;
    private static final Pattern MESSAGE = Pattern.compile("\"message\":\"(\\d+)-(\\d+) ");

    @Test
    void burstOfAMillion_blocking_arrivesOnceAndInOrderWithin256MiB() throws Exception {
        try (DevLoki loki = DevLoki.builder().maxBytes(2L << 30).start()) {
            Child child = Child.run(
                    BurstApplication.class,
                    Map.of(
                            "FAPILOG_SINKS",
                            loki.lokiUri() + "?labels=app=burst,env=test&overflow=block&block_timeout=60s"),
                    List.of("-Xmx256m"),
                    Integer.toString(THREADS),
                    Integer.toString(EVENTS));
            assertThat(child.out())
                    .as("%s", child)
                    .contains("complete=true accepted=1000000 delivered=1000000 balances=true");
            assertThat(child.exit()).isZero();
            check(loki.entries("{app=\"burst\"}"));
        }
    }

    private static void check(List<StoredEntry> entries) {
        BitSet seen = new BitSet(THREADS * EVENTS);
        int[] next = new int[THREADS];
        long last = Long.MIN_VALUE;
        for (StoredEntry entry : entries) {
            assertThat(entry.timestamp()).isGreaterThan(last);
            last = entry.timestamp();
            Matcher message = MESSAGE.matcher(entry.line());
            assertThat(message.find()).as(entry.line()).isTrue();
            int producer = Integer.parseInt(message.group(1));
            int number = Integer.parseInt(message.group(2));
            assertThat(number).as("order of producer %s", producer).isEqualTo(next[producer]++);
            seen.set(producer * EVENTS + number);
        }
        assertThat(seen.cardinality()).isEqualTo(THREADS * EVENTS);
        assertThat(entries).hasSize(THREADS * EVENTS);
    }
}
