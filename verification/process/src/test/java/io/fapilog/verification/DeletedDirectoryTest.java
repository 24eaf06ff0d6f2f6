package io.fapilog.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import io.fapilog.verification.Servant.Account;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Deletion of the spool of a running process. */
class DeletedDirectoryTest extends SpoolFault {
    private static final int PER_SECOND = 4_000;
    /** More events than the segment that is read back, from which pushes are made while Loki is unavailable. */
    private static final int MORE_THAN_IS_READ_BACK = 9_000;

    @Test
    void directoryDeletedWhileLokiIsThere_costsNothing() throws IOException {
        try (Servant servant = start(sinkThatKeepsEventsInMemory(spool()))) {
            delete(servant, spool().toString());
            servant.awaitReported(OUT_OF_ORDER);
            worksAgain(servant);

            finishWithoutLoss(servant);
            assertThat(servant.told(OUT_OF_ORDER)).hasSize(1);
        }
    }

    @Test
    void directoryDeletedWhileLokiIsAway_costsWhatWasThereAloneAndCountsIt() throws IOException {
        deletedWhileLokiIsAway(spool().toString());
    }

    @Test
    void ownFolderDeletedWhileLokiIsAway_costsWhatWasThereAloneAndCountsIt() throws IOException {
        deletedWhileLokiIsAway(spool() + "/*");
    }

    @Test
    void segmentsDeletedWhileLokiIsAway_costsWhatWasThereAloneAndCountsIt() throws IOException {
        try (Servant servant = start(sink(spool()))) {
            loki.stop();
            servant.until(account -> account.get("spooled") > MORE_THAN_IS_READ_BACK);
            servant.ask("sh rm '" + spool() + "'/*/*.seg");
            servant.goesOn(PER_SECOND);
            loki.restart();

            finishWithDamage(servant);
        }
    }

    @Test
    void lockDeleted_costsNothing() throws IOException {
        try (Servant servant = start(sink(spool()))) {
            loki.stop();
            servant.until(account -> account.get("spooled") > 0);
            servant.ask("sh rm '" + spool() + "'/*/lock");
            servant.goesOn(PER_SECOND);
            loki.restart();

            finishWithoutLoss(servant);
            assertThat(servant.told(OUT_OF_ORDER)).isEmpty();
        }
    }

    private void deletedWhileLokiIsAway(String directory) throws IOException {
        try (Servant servant = start(sink(spool()))) {
            loki.stop();
            servant.until(account -> account.get("spooled") > MORE_THAN_IS_READ_BACK);
            delete(servant, directory);
            servant.awaitReported(OUT_OF_ORDER);
            servant.goesOn(PER_SECOND);
            loki.restart();
            worksAgain(servant);

            finishWithDamage(servant);
            assertThat(servant.told(OUT_OF_ORDER)).hasSize(1);
        }
    }

    private void finishWithDamage(Servant servant) {
        Account end = finish(servant);
        assertThat(end.dropped(DropReason.SPOOL_DAMAGED)).isPositive();
        assertThat(end.dropped(DropReason.SPOOL_DAMAGED) + end.dropped(DropReason.OVERFLOW))
                .isEqualTo(end.dropped());
    }

    /** Checks that the process has a new folder half a minute later. */
    private void worksAgain(Servant servant) {
        if (LONG) {
            servant.awaitReported(WORKS_AGAIN);
            loki.stop();
            servant.until(account -> account.get("spooled") > 0);
            assertThat(spool()).isDirectoryRecursivelyContaining("glob:**.seg");
            loki.restart();
        }
    }

    /** Deletes the directory at once; it might get a new file while {@code rm} deletes one after the other. */
    private void delete(Servant servant, String directory) {
        String gone = "'" + temporary.resolve("gone") + "'";
        servant.ask("sh mv " + directory + " " + gone + " && rm -r " + gone);
    }

    private Servant start(String sink) throws IOException {
        Servant servant = Servant.start(temporary, sink, PER_SECOND);
        servant.until(account -> account.get("delivered") > 0);
        return servant;
    }
}
