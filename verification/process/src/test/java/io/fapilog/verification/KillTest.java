package io.fapilog.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fapilog.Fapilog;
import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.StoredEntry;
import io.fapilog.spool.SpoolFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed with {@code kill -9} again and again, while its Loki comes and goes too. */
class KillTest {
    private static final int PER_SECOND = 20_000;
    private static final Pattern MESSAGE = Pattern.compile("\"message\":\"(\\d+) (\\d+)\"");

    @TempDir
    private Path temporary;

    private final Random random = new Random(4);
    private final List<Long> logged = new ArrayList<>();

    @Test
    void killedAtRandomMoments_whatWasWrittenArrivesOnce() throws IOException, InterruptedException {
        int kills = Integer.getInteger("kills", 5);
        try (DevLoki loki = DevLoki.start()) {
            String sink = loki.lokiUri() + "?labels=app=kill&spool=" + spool();
            for (int run = 0; run < kills; run++) {
                boolean away = random.nextInt(3) == 0;
                if (away) {
                    loki.stop();
                }
                killOne(run, sink);
                if (away) {
                    loki.restart();
                }
            }
            drain(sink);
            check(loki.entries("{app=\"kill\"}"));
        }
    }

    private void killOne(int run, String sink) throws IOException, InterruptedException {
        Path file = temporary.resolve("logged " + run);
        // A JVM that has just started needs some hundred milliseconds until the first event is on disk.
        int wanted = PER_SECOND + random.nextInt(2 * PER_SECOND);
        Process process = Child.start(
                SteadyApplication.class,
                Map.of("FAPILOG_SINKS", sink),
                Integer.toString(run),
                Integer.toString(PER_SECOND),
                file.toString());
        try {
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> count(file) >= wanted);
        } finally {
            process.destroyForcibly().waitFor();
        }
        logged.add(count(file));
    }

    /** Delivers what all those processes have left. */
    private void drain(String sink) throws IOException {
        long left = 0;
        for (SpoolFolder folder : SpoolFolder.list(spool())) {
            assertThat(folder.inUse()).isFalse();
            assertThat(folder.damaged() + folder.unreadable()).isZero();
            left += folder.events();
        }
        try (Fapilog fapilog = Fapilog.builder().sink(sink).start()) {
            long all = left;
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> fapilog.stats().get(0).delivered() >= all);
            assertThat(fapilog.stats().get(0).recovered()).isEqualTo(left);
            assertThat(fapilog.stats().get(0).delivered()).isEqualTo(left);
        }
        assertThat(spool()).isEmptyDirectory();
    }

    /** Of each run all events arrived, each once, but for the newest, which had not been written. */
    private void check(List<StoredEntry> entries) {
        Map<Integer, TreeSet<Long>> arrived = new HashMap<>();
        for (StoredEntry entry : entries) {
            Matcher message = MESSAGE.matcher(entry.line());
            assertThat(message.find()).isTrue();
            assertThat(arrived.computeIfAbsent(Integer.parseInt(message.group(1)), run -> new TreeSet<>())
                            .add(Long.parseLong(message.group(2))))
                    .as("twice: %s", entry)
                    .isTrue();
        }
        long lost = 0;
        long most = 0;
        for (int run = 0; run < logged.size(); run++) {
            TreeSet<Long> numbers = arrived.getOrDefault(run, new TreeSet<>());
            assertThat(numbers).as("run %d of %s", run, logged).isNotEmpty();
            assertThat(numbers.last() + 1).as("run %d, a gap", run).isEqualTo(numbers.size());
            // The very last may have been taken before it was counted.
            long missing = Math.max(0, logged.get(run) - numbers.size());
            lost += missing;
            most = Math.max(most, missing);
        }
        System.out.printf(
                "%d kills, %d events logged, %d lost, at most %d by one kill: the newest %.1f ms%n",
                logged.size(),
                logged.stream().mapToLong(Long::longValue).sum(),
                lost,
                most,
                most * 1_000.0 / PER_SECOND);
    }

    private Path spool() {
        return temporary.resolve("spool");
    }

    private static long count(Path file) throws IOException {
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        return bytes.length == Long.BYTES ? ByteBuffer.wrap(bytes).getLong() : 0;
    }
}
