package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept in the data folder, over restarts in one JVM. */
class DataTest extends FixedTimeServer {
    private static final String[] TEXTS = {"", "a", "level=error", "äöü €", "😀\u0000\n\t\"", "x".repeat(70_000)};

    @TempDir
    private Path directory;

    private DevLokiBuilder settings() {
        return DevLoki.builder().authEnabled(true).data(directory);
    }

    private void restart() {
        restarted(settings());
    }

    private LokiApi as(String tenant) {
        return new LokiApi(loki.url(), "X-Scope-OrgID", tenant);
    }

    private void push(String line) throws Exception {
        assertThat(as("a").push(body("x", line)).statusCode()).isEqualTo(204);
    }

    private List<String> lines() {
        return loki.entries().stream().map(StoredEntry::line).toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(path -> path.toString().endsWith(".devloki"))
                    .sorted()
                    .toList();
        }
    }

    private long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    @RepeatedTest(5)
    void data_randomPushes_areTheSameAfterRestarts(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        restart();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 20; i++) {
                as("t" + random.nextInt(3)).push(json(streams(random)));
            }
            List<StoredEntry> entries = loki.entries();
            assertThat(entries).as("seed %s", repetition).isNotEmpty();
            restart();
            assertThat(loki.entries()).isEqualTo(entries);
            assertThat(loki.restored()).isEqualTo(new Restored(entries.size(), 0));
            assertThat(loki.counters().stored()).isZero();
        }
    }

    private static Object[] streams(Random random) {
        List<Object> streams = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            List<?>[] values = new List<?>[random.nextInt(4)];
            Arrays.setAll(values, any -> value(random));
            streams.add(stream(Map.of("app", "x", "n", "€" + random.nextInt(3)), values));
        }
        return streams.toArray();
    }

    private static List<?> value(Random random) {
        Map<String, String> metadata = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            metadata.put("m" + random.nextInt(9), TEXTS[random.nextInt(5)]);
        }
        return List.of(at(random.nextInt(50)), TEXTS[random.nextInt(TEXTS.length)], metadata);
    }

    @Test
    void data_entriesPushedAgainAfterARestart_areDuplicates() throws Exception {
        restart();
        push("one");
        restart();
        push("one");
        assertThat(lines()).containsExactly("one");
        assertThat(loki.counters().duplicates()).isEqualTo(1);
    }

    @Test
    void data_afterARestart_theOrderOfAStreamIsStillChecked() throws Exception {
        restart();
        push("new");
        restart();
        long old = Long.parseLong(at(0)) - 2 * 3_600_000_000_000L;
        String late = json(stream(Map.of("app", "x"), List.of(Long.toString(old), "old")));
        assertThat(as("a").push(late).body()).contains("entry too far behind");
    }

    @Test
    void data_closedServer_continuesInTheSameFolder() throws Exception {
        restart();
        push("one");
        loki.close();
        loki.restart();
        push("two");
        loki.close();
        loki.close();
        restart();
        assertThat(lines()).containsExactly("one", "two");
    }

    @Test
    void data_cleared_isEmptyAfterARestart() throws Exception {
        restart();
        push("one");
        loki.close();
        loki.clear();
        assertThat(lines()).isEmpty();
        push("two");
        restart();
        assertThat(lines()).containsExactly("two");
    }

    @Test
    void data_folderInUse_isRefused() {
        restart();
        assertThatThrownBy(() -> settings().start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is in use by another DevLoki; end that one or choose another data folder");
        loki.stop();
        assertThatThrownBy(() -> settings().start()).isInstanceOf(IllegalArgumentException.class);
        loki.close();
        settings().start().close();
    }

    @Test
    void data_portInUse_letsGoOfTheFolder() {
        assertThatThrownBy(() -> settings().port(loki.port()).start()).isInstanceOf(UncheckedIOException.class);
        restart();
        assertThat(loki.restored()).isEqualTo(new Restored(0, 0));
    }

    @RepeatedTest(10)
    void data_tornAnywhere_losesOnlyWhatIsTorn(RepetitionInfo repetition) throws Exception {
        restart();
        List<Long> ends = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            push("line " + i);
            ends.add(bytes());
        }
        loki.close();
        long cut = new Random(repetition.getCurrentRepetition()).nextLong(ends.get(9));
        byte[] all = Files.readAllBytes(files().get(0));
        Files.write(files().get(0), Arrays.copyOf(all, (int) cut));
        int complete = (int) ends.stream().filter(end -> end <= cut).count();

        restart();
        assertThat(lines()).as("cut at %s", cut).hasSize(complete);
        assertThat(loki.restored().entries()).isEqualTo(complete);
        push("after");
        restart();
        assertThat(lines()).hasSize(complete + 1).contains("after");
        assertThat(loki.restored().damagedBytes()).isLessThan(8);
    }

    @RepeatedTest(10)
    void data_garbageAtTheEnd_isCutOff(RepetitionInfo repetition) throws Exception {
        restart();
        push("one");
        loki.close();
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] garbage = new byte[1 + random.nextInt(5000)];
        random.nextBytes(garbage);
        Files.write(files().get(0), garbage, StandardOpenOption.APPEND);
        restart();
        assertThat(lines()).containsExactly("one");
        assertThat(loki.restored()).isEqualTo(new Restored(1, garbage.length));
        push("two");
        restart();
        assertThat(lines()).containsExactlyInAnyOrder("one", "two");
        assertThat(loki.restored()).isEqualTo(new Restored(2, 0));
    }

    @Test
    void data_changedByte_endsThatFile() throws Exception {
        restart();
        push("one");
        long good = bytes();
        push("two");
        push("three");
        loki.close();
        byte[] all = Files.readAllBytes(files().get(0));
        all[(int) good + 20] ^= 1;
        Files.write(files().get(0), all);
        restart();
        assertThat(lines()).containsExactly("one");
        assertThat(loki.restored().damagedBytes()).isEqualTo(all.length - good);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "no such thing as entries", "DEVLOKI2 of the future"})
    void data_fileThatIsNotOurs_isRefusedAndNotTouched(String content) throws Exception {
        Path foreign = directory.resolve("000000007.devloki");
        Files.writeString(foreign, content);
        assertThatThrownBy(() -> settings().start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(foreign + " was not written by this version of DevLoki; move it away");
        assertThat(foreign).hasContent(content);
        Files.delete(foreign);
        restart();
    }

    @Test
    void data_otherFiles_areLeftAlone() throws Exception {
        Path notes = Files.writeString(directory.resolve("notes.txt"), "mine");
        restart();
        push("one");
        loki.clear();
        assertThat(notes).hasContent("mine");
    }

    @Test
    void data_folderThatIsAFile_isRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "x");
        DevLokiBuilder settings = DevLoki.builder().data(file);
        assertThatThrownBy(settings::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the data folder " + file + " cannot be used")
                .hasMessageContaining("choose one that can be written");
    }

    @Test
    void data_beyondTheLimit_isRotatedAndTheOldestGo() throws Exception {
        restarted(settings().maxBytes(20_000));
        for (int i = 0; i < 100; i++) {
            push("line " + i + " " + "x".repeat(1000));
            assertThat(bytes()).isLessThanOrEqualTo(20_000);
        }
        assertThat(files().size()).isBetween(5, 9);
        List<String> before = lines();
        restarted(settings().maxBytes(20_000));
        assertThat(lines())
                .hasSizeGreaterThan(10)
                .isEqualTo(before.subList(before.size() - lines().size(), before.size()));
        assertThat(loki.counters().evicted()).isZero();
        restarted(settings().maxBytes(5_000));
        assertThat(lines()).hasSize(4).last().isEqualTo(before.get(before.size() - 1));
        push("last");
        assertThat(bytes()).isLessThanOrEqualTo(5_000);
    }

    @Test
    void data_thatCannotBeWritten_refusesPushesUntilItCan() throws Exception {
        restarted(settings().maxBytes(20_000));
        push("x".repeat(2000));
        Path aside = directory.resolveSibling(directory.getFileName() + "-aside");
        Files.move(directory, aside);
        assertThat(as("a").push(body("y", "y".repeat(2000))).statusCode()).isEqualTo(500);
        assertThat(as("a").push(body("y", "z")).body()).startsWith("DevLoki cannot write to its data folder: ");
        assertThat(loki.entries()).hasSize(2);
        Files.move(aside, directory);
        push("z");
        restart();
        assertThat(lines()).extracting(String::length).containsExactlyInAnyOrder(2000, 2000, 1);
    }
}
