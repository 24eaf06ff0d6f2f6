package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Names, locks and permissions of folders. */
final class FolderTest extends RigTest {
    @Test
    void start_twoSpoolsInOneDirectory_haveFoldersOfTheirOwn() throws IOException {
        SegmentSpool first = rig.start();
        SegmentSpool second = rig.start();
        first.append(SpoolRig.entry("of the first"));
        second.append(SpoolRig.entry("of the second"));
        rig.step(first, SpoolRig.SYNC);
        rig.step(second, SpoolRig.SYNC);

        assertThat(rig.files("lock")).hasSize(2);
        assertThat(first.spooled() + second.spooled()).isZero();
        second.close();
        assertThat(SpoolRig.lines(rig.start())).containsExactly("of the second");
    }

    @Test
    void permissions_allFiles_areForOwnerOnly() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 1);
        rig.step(spool, SpoolRig.SYNC);

        for (Path path : rig.files("")) {
            String wanted = Files.isDirectory(path) ? "rwx------" : "rw-------";
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo(wanted);
        }
    }

    @Test
    void recovery_folderCannotBeLocked_staysAndOthersAreTakenOver() throws IOException {
        SegmentSpool first = rig.start();
        first.append(SpoolRig.entry("of an ended process"));
        rig.step(first, SpoolRig.SYNC);
        Path strange = rig.directory.resolve("1764000000000-1-1");
        Files.createDirectories(strange.resolve("lock"));

        SegmentSpool second = rig.restart();

        assertThat(SpoolRig.lines(second)).containsExactly("of an ended process");
        assertThat(second.append(SpoolRig.entry("new"))).isNotNegative();
        assertThat(rig.warnings).singleElement().asString().contains(strange.toString(), "stay there");
        assertThat(strange).isDirectory();
    }

    @Test
    void recovery_folderDeletedMeanwhile_isSkipped() throws IOException {
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

        SegmentSpool spool = rig.start();

        assertThat(spool.append(SpoolRig.entry("new"))).isNotNegative();
        assertThat(rig.warnings).isEmpty();
    }

    @Test
    void names_localeWithOtherDigits_areAsciiAndRecovered() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            rig.append(rig.start(), 2);

            assertThat(rig.folder().getFileName().toString()).matches("[0-9]{13}-[0-9]+-[0-9]+");
            assertThat(rig.file(".seg").getFileName().toString()).matches("[0-9]{16}.seg");
            Files.writeString(rig.folder().resolve("0000000000000009.seg"), "not a segment, but longer than a header");
            assertThat(SpoolRig.lines(rig.restart())).containsExactly("0", "1");
            assertThat(rig.file(".seg.corrupt").getFileName().toString()).matches("[0-9]{16}.seg.corrupt");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void remove_segmentThatIsStillThere_isUnlockedAndKeepsItsDestination() throws IOException {
        Folder folder = Folder.create(rig.disk, rig.directory, 1, "loki://shop");
        Files.createFile(folder.path().resolve("0000000000000001.seg"));

        assertThatThrownBy(folder::remove).isInstanceOf(DirectoryNotEmptyException.class);

        assertThat(Destination.read(rig.disk, folder.path())).isEqualTo("loki://shop");
        Folder again = Folder.takeOver(rig.disk, folder.path());
        assertThat(again).isNotNull();
        Files.delete(folder.path().resolve("0000000000000001.seg"));
        again.remove();
        assertThat(folder.path()).doesNotExist();
    }

    private static void delete(Path folder) {
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
