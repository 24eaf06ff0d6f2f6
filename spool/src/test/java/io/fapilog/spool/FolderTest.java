package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of others that are not as they should be. */
final class FolderTest {
    @TempDir
    private Path temporary;

    @Test
    void start_folderThatCannotBeLocked_isLeftAloneAndTheOthersAreTakenOver() throws IOException {
        Rig rig = new Rig(temporary.resolve("spool"));
        SegmentSpool first = rig.open();
        first.append(Rig.entry("of a dead process"));
        rig.step(first, Rig.SYNC);
        Path strange = rig.directory.resolve("1764000000000-1-1");
        Files.createDirectories(strange.resolve("lock"));

        SegmentSpool second = rig.restart();

        assertThat(Rig.lines(second)).containsExactly("of a dead process");
        assertThat(second.append(Rig.entry("new"))).isNotNegative();
        assertThat(rig.warnings).singleElement().asString().contains(strange.toString(), "left alone");
        assertThat(strange).isDirectory();
    }

    @Test
    void start_folderThatVanishesMeanwhile_isPassedOver() throws IOException {
        Rig rig = new Rig(temporary.resolve("spool"));
        Path vanishing = rig.directory.resolve("1764000000000-1-1");
        Files.createDirectories(vanishing);
        rig.disk.failing = operation -> {
            boolean now = operation.equals("lock")
                    && rig.disk.operations.stream().filter("lock"::equals).count() == 2;
            if (now) {
                delete(vanishing);
            }
            return false;
        };

        SegmentSpool spool = rig.open();

        assertThat(spool.append(Rig.entry("new"))).isNotNegative();
        assertThat(rig.warnings).isEmpty();
    }

    private static void delete(Path folder) {
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
