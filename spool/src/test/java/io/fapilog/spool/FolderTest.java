package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of others that are not as they should be. */
final class FolderTest {
    @TempDir
    private Path temporary;

    @Test
    void start_folderThatCannotBeLocked_isLeftAloneAndTheOthersAreTakenOver() throws IOException {
        SpoolRig rig = new SpoolRig(temporary.resolve("spool"));
        SegmentSpool first = rig.start();
        first.append(SpoolRig.entry("of a dead process"));
        rig.step(first, SpoolRig.SYNC);
        Path strange = rig.directory.resolve("1764000000000-1-1");
        Files.createDirectories(strange.resolve("lock"));

        SegmentSpool second = rig.restart();

        assertThat(SpoolRig.lines(second)).containsExactly("of a dead process");
        assertThat(second.append(SpoolRig.entry("new"))).isNotNegative();
        assertThat(rig.warnings).singleElement().asString().contains(strange.toString(), "stay there");
        assertThat(strange).isDirectory();
    }

    @Test
    void start_folderThatVanishesMeanwhile_isPassedOver() throws IOException {
        SpoolRig rig = new SpoolRig(temporary.resolve("spool"));
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
    void names_localeWithDigitsOfItsOwn_areAsciiAndRecovered() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            SpoolRig rig = new SpoolRig(temporary.resolve("spool"));
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

    private static void delete(Path folder) {
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
