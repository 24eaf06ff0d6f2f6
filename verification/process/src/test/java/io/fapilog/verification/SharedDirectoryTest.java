package io.fapilog.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fapilog.Fapilog;
import io.fapilog.devloki.StoredEntry;
import io.fapilog.spool.SpoolFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several processes with one spool directory: each keeps what is its own, and the next takes over what is left. */
class SharedDirectoryTest extends SpoolFault {
    private static final int PER_SECOND = 200;
    private static final Pattern NUMBER = Pattern.compile("\"message\":\"(\\d+) ");

    private final List<Servant> servants = new ArrayList<>();

    @AfterEach
    void endServants() {
        servants.forEach(Servant::close);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void processesThatAreListedAndDrainedAndKilled_whatWasWrittenArrives(int processes) throws IOException {
        for (int i = 0; i < processes; i++) {
            servants.add(start(i));
        }
        servants.forEach(servant -> servant.until(account -> account.get("delivered") > 0));
        loki.stop();
        awaitEvents(processes);

        everyFolderIsInUse(processes);
        drainFindsNothing();
        everyFolderIsInUse(processes);
        servants.add(start(processes));
        servants.forEach(servant -> servant.goesOn(PER_SECOND));
        everyFolderIsInUse(processes + 1);
        servants.forEach(servant -> assertThat(servant.told(OUT_OF_ORDER)).isEmpty());

        servants.forEach(Servant::close);
        Map<Path, Long> left = left();
        loki.restart();
        takenOverByTwo(left.values().stream().mapToLong(Long::longValue).sum());
        noGap(processes + 1);
    }

    @Test
    void runningProcess_whateverOtherProcessesTry_keepsItsFolder() throws IOException {
        servants.add(start(0));
        servants.get(0).until(account -> account.get("delivered") > 0);
        loki.stop();
        awaitEvents(1);
        for (int i = 1; i <= 3; i++) {
            Servant other = start(i);
            awaitEvents(i + 1);
            assertThat(other.stats().get("recovered")).isZero();
            servants.add(other);
        }
        loki.restart();

        for (Servant servant : servants) {
            Servant.Account end = servant.ask("drain");
            assertThat(end.dropped()).as("%s", end).isZero();
            assertThat(end.get("delivered")).as("%s", end).isEqualTo(end.get("logged"));
            assertThat(servant.told(OUT_OF_ORDER)).isEmpty();
        }
        noGap(4);
    }

    private Servant start(int number) throws IOException {
        Path own = Files.createDirectories(temporary.resolve("servant " + number));
        return Servant.start(own, sink() + "&label.process=" + number, PER_SECOND);
    }

    /** Waits until each of {@code folders} has events of two seconds. */
    private void awaitEvents(int folders) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> SpoolFolder.list(spool()).stream()
                                .filter(folder -> folder.events() > 2 * PER_SECOND)
                                .count()
                        == folders);
    }

    private void everyFolderIsInUse(int folders) throws IOException {
        assertThat(SpoolFolder.list(spool())).hasSize(folders).allMatch(SpoolFolder::inUse);
    }

    private void drainFindsNothing() throws IOException {
        String sink = sink() + "&spool_adopt=all";
        try (Fapilog fapilog = Fapilog.builder().sink(sink).start()) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> SpoolFolder.list(spool()).size() > servants.size());
            fapilog.flush(Duration.ofSeconds(1));
            assertThat(fapilog.stats().get(0).spool().recovered()).isZero();
        }
    }

    /** The events that the killed processes have left, by folder. */
    private Map<Path, Long> left() throws IOException {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> SpoolFolder.list(spool()).stream().noneMatch(SpoolFolder::inUse));
        Map<Path, Long> left = new TreeMap<>();
        for (SpoolFolder folder : SpoolFolder.list(spool())) {
            assertThat(folder.damaged() + folder.unreadable()).isZero();
            left.put(folder.path(), folder.events());
        }
        return left;
    }

    private void takenOverByTwo(long events) {
        try (Fapilog first = Fapilog.builder().sink(sink()).start();
                Fapilog second = Fapilog.builder().sink(sink()).start()) {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> delivered(first) + delivered(second) >= events
                            && first.stats().get(0).spool().spooled()
                                            + second.stats().get(0).spool().spooled()
                                    == 0);
            assertThat(first.stats().get(0).spool().recovered()
                            + second.stats().get(0).spool().recovered())
                    .isEqualTo(events);
            assertThat(first.stats().get(0).balances()).isTrue();
            assertThat(second.stats().get(0).balances()).isTrue();
        }
        assertThat(spool()).isEmptyDirectory();
    }

    private static long delivered(Fapilog fapilog) {
        return fapilog.stats().get(0).events().delivered();
    }

    /** Checks that each process's events have arrived once and without a gap up to the last that was written. */
    private void noGap(int processes) {
        Map<String, TreeSet<Long>> numbers = new TreeMap<>();
        for (StoredEntry entry : loki.entries("{app=\"fault\"}")) {
            Matcher number = NUMBER.matcher(entry.line());
            assertThat(number.find()).isTrue();
            String process = entry.labels().getOrDefault("process", "");
            assertThat(numbers.computeIfAbsent(process, any -> new TreeSet<>()).add(Long.valueOf(number.group(1))))
                    .as("twice: %s", entry)
                    .isTrue();
        }
        assertThat(numbers).hasSize(processes);
        numbers.forEach((process, arrived) ->
                assertThat(arrived.last() + 1).as("process %s", process).isEqualTo(arrived.size()));
    }

    /** With so large a buffer that a process without processor time drops nothing. */
    private String sink() {
        return sink(spool(), "buffer=32MiB");
    }
}
