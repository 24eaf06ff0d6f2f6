package io.fapilog.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import io.fapilog.verification.Servant.Account;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A spool on a disk that is smaller than {@code spool_max}. */
class FullDiskTest extends SpoolFault {
    private static final int PER_SECOND = 2_000;

    @Test
    void diskThatFillsWhileLokiIsAway_isReportedOnceAndCostsWhatNeitherDiskNorMemoryHolds()
            throws IOException, InterruptedException {
        try (Servant servant = start(sink(spool()), "mount -t tmpfs -o size=2m tmpfs '" + disk() + "'")) {
            servant.until(account -> account.get("delivered") > 0);
            loki.stop();
            servant.awaitReported(OUT_OF_ORDER);
            Account full = servant.until(account -> account.dropped(DropReason.OVERFLOW) > 0);
            assertThat(full.get("spooled")).isPositive();
            servant.goesOn(PER_SECOND);

            loki.restart();
            servant.until(account -> account.get("spooled") == 0);
            if (LONG) {
                servant.awaitReported(WORKS_AGAIN);
                loki.stop();
                servant.until(account -> account.get("spooled") > 0);
                loki.restart();
            }
            Account end = finish(servant);

            assertThat(end.dropped(DropReason.OVERFLOW)).isPositive().isEqualTo(end.dropped());
            assertThat(servant.told(OUT_OF_ORDER)).hasSize(1);
            assertThat(servant.told("No space left")).hasSize(1);
        }
    }

    @Test
    void diskThatIsFullBeforeTheStart_costsNothingWhileLokiIsThere() throws IOException, InterruptedException {
        String fill = "mount -t tmpfs -o size=16m tmpfs '" + disk() + "'; cat /dev/zero > '" + disk() + "/filler'";
        try (Servant servant = start(sinkThatKeepsEventsInMemory(spool()), fill)) {
            servant.awaitReported(OUT_OF_ORDER);
            servant.goesOn(PER_SECOND);
            if (LONG) {
                servant.ask("sh rm '" + disk() + "/filler'");
                servant.awaitReported(WORKS_AGAIN);
                loki.stop();
                servant.until(account -> account.get("spooled") > 0);
                loki.restart();
            }

            finishWithoutLoss(servant);
            assertThat(servant.told(OUT_OF_ORDER)).hasSize(1);
        }
    }

    private Servant start(String sink, String script) throws IOException, InterruptedException {
        return Servant.startWithDisk(temporary, sink, PER_SECOND, script);
    }
}
