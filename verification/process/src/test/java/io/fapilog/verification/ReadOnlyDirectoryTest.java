package io.fapilog.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A spool in a directory that is not writable. */
class ReadOnlyDirectoryTest extends SpoolFault {
    private static final int PER_SECOND = 2_000;

    @Test
    void fileSystemThatIsReadOnly_isReportedAndCostsNothingWhileLokiIsThere() throws IOException, InterruptedException {
        String script = "mount -t tmpfs -o ro tmpfs '" + disk() + "'";
        try (Servant servant =
                Servant.startWithDisk(temporary, sinkThatKeepsEventsInMemory(spool()), PER_SECOND, script)) {
            goesOnInMemory(servant, "Read-only file system");
        }
    }

    @Test
    void directoryOfAnotherProcessThatIsReadOnly_isReportedAndCostsNothingWhileLokiIsThere()
            throws IOException, InterruptedException {
        String script = "mount -t tmpfs tmpfs '" + disk() + "'; mkdir '" + disk() + "/1764000000000-1-1'; mount -o"
                + " remount,ro '" + disk() + "'";
        try (Servant servant =
                Servant.startWithDisk(temporary, sinkThatKeepsEventsInMemory(disk()), PER_SECOND, script)) {
            goesOnInMemory(servant, "Read-only file system");
        }
    }

    @Test
    void fileInPlaceOfTheDirectory_isReportedAndCostsNothingWhileLokiIsThere() throws IOException {
        Path file = Files.createFile(disk().resolve("file"));
        try (Servant servant = Servant.start(temporary, sinkThatKeepsEventsInMemory(file), PER_SECOND)) {
            goesOnInMemory(servant, "FileAlreadyExists");
        }
        assertThat(file).isEmptyFile();
    }

    @Test
    void directoryBelowAFile_isReportedAndCostsNothingWhileLokiIsThere() throws IOException {
        Path file = Files.createFile(disk().resolve("file"));
        try (Servant servant =
                Servant.start(temporary, sinkThatKeepsEventsInMemory(file.resolve("spool")), PER_SECOND)) {
            goesOnInMemory(servant, file.toString());
        }
    }

    private void goesOnInMemory(Servant servant, String reason) {
        servant.awaitReported(OUT_OF_ORDER);
        servant.goesOn(PER_SECOND);
        assertThat(servant.stats().get("spooled")).isZero();

        finishWithoutLoss(servant);
        assertThat(servant.told("WARN")).singleElement().asString().contains(OUT_OF_ORDER, reason);
    }
}
