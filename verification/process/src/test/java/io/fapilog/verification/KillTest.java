package io.fapilog.verification;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.StoredEntry;
import io.fapilog.spool.SpoolFolder;
import io.fapilog.testkit.Child;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed with {@code kill -9} during the start, during the recovery of earlier events or during
 * delivery. Their Loki, which runs in a separate process, is killed as well.
 *
 * <p>The test prints the time between a log call and the write to the file. It has no limit for that time, because a
 * busy machine may delay the write arbitrarily.
 */
class KillTest {
    private static final int PER_SECOND = 20_000;
    private static final Pattern MESSAGE = Pattern.compile("\"message\":\"(\\d+) (\\d+)\"");

    @TempDir
    private Path temporary;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Death> deaths = new ArrayList<>();

    @Test
    void killedAtRandomMoments_whatWasWrittenArrivesOnce() throws IOException, InterruptedException {
        System.out.printf("seed=%d%n", seed);
        try (MortalLoki mortal = new MortalLoki(temporary, seed);
                DevLoki loki = DevLoki.builder().maxBytes(2L << 30).start()) {
            String sink = mortal.lokiUri() + "?labels=app=kill&spool_max=2GiB&spool=" + spool();
            for (int run = 0; run < Integer.getInteger("kills", 5); run++) {
                deaths.add(killOne(run, sink));
            }
            int lokiDeaths = mortal.settle();
            drain(sink);
            mortal.replayTo(loki);
            check(loki.entries("{app=\"kill\"}"));
            System.out.printf(
                    "%s; Loki killed %d times, %d events sent to it twice; load average %.1f on %d processors%n",
                    Losses.of(deaths),
                    lokiDeaths,
                    loki.counters().duplicates(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    Runtime.getRuntime().availableProcessors());
        }
    }

    private Death killOne(int run, String sink) throws IOException, InterruptedException {
        Path diary = temporary.resolve("diary " + run);
        Process process = Child.start(
                SteadyApplication.class,
                Map.of("FAPILOG_SINKS", sink),
                Integer.toString(run),
                Integer.toString(PER_SECOND),
                diary.toString());
        long killed;
        try {
            awaitRandomMoment(diary);
            killed = Diary.now();
        } finally {
            process.destroyForcibly().waitFor();
        }
        return new Death(Diary.read(diary), killed, written(run, process.pid()));
    }

    /** Waits until a moment during the start of the JVM, soon after the first event, or some time later. */
    private void awaitRandomMoment(Path diary) throws IOException {
        int kind = random.nextInt(5);
        if (kind > 0) {
            await().pollInterval(Duration.ofMillis(2)).until(() -> Diary.read(diary).length > 0);
        }
        int most = kind == 0 ? 800 : kind == 1 ? 300 : 3_000;
        LockSupport.parkNanos(random.nextInt(most) * 1_000_000L);
    }

    /** The number of events of the run, counted from its first, in the files of a killed process. */
    private int written(int run, long pid) throws IOException {
        int written = 0;
        for (Path file : segments("-" + pid + "-1/")) {
            Matcher message = MESSAGE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            while (message.find()) {
                boolean own = Integer.parseInt(message.group(1)) == run;
                // The last record may be incomplete.
                written = own ? Math.max(written, Integer.parseInt(message.group(2))) : written;
            }
        }
        return written;
    }

    private List<Path> segments(String folder) throws IOException {
        if (!Files.exists(spool())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(spool())) {
            return files.filter(file -> file.toString().endsWith(".seg"))
                    .filter(file -> file.toString().contains(folder))
                    .toList();
        }
    }

    /** Delivers the events that the killed processes left in the spool. */
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
                    .until(() -> fapilog.stats().get(0).events().delivered() >= all);
            SinkStats stats = fapilog.stats().get(0);
            assertThat(stats.spool().recovered()).isEqualTo(left);
            assertThat(stats.events().delivered()).isEqualTo(left);
        }
        assertThat(spool()).isEmptyDirectory();
    }

    /** Checks that all events of each run arrived exactly once, except for the newest, which had not been written. */
    private void check(List<StoredEntry> entries) {
        Map<Integer, TreeSet<Integer>> arrived = new HashMap<>();
        for (StoredEntry entry : entries) {
            Matcher message = MESSAGE.matcher(entry.line());
            assertThat(message.find()).isTrue();
            assertThat(arrived.computeIfAbsent(Integer.parseInt(message.group(1)), run -> new TreeSet<>())
                            .add(Integer.parseInt(message.group(2))))
                    .as("twice: %s", entry)
                    .isTrue();
        }
        for (int run = 0; run < deaths.size(); run++) {
            TreeSet<Integer> numbers = arrived.getOrDefault(run, new TreeSet<>());
            Death death = deaths.get(run);
            death.arrived = numbers.size();
            assertThat(numbers.isEmpty() ? 0 : numbers.last() + 1)
                    .as("run %d, a gap", run)
                    .isEqualTo(numbers.size());
            assertThat(numbers.size()).as("run %d, of those in its files", run).isGreaterThanOrEqualTo(death.written);
        }
        assertThat(entries).isNotEmpty();
    }

    private Path spool() {
        return temporary.resolve("spool");
    }

    /** The death of one process. */
    private static final class Death {
        private final long[] times;
        private final long killed;
        private final int written;
        private int arrived;

        /**
         * Records the death of one process.
         *
         * @param times the times at which it logged its events
         * @param killed the time of the kill; the process may have logged some more events before it ended
         * @param written the number of its events in its files after its end
         */
        Death(long[] times, long killed, int written) {
            this.times = times;
            this.killed = killed;
            this.written = written;
        }

        int logged() {
            return times.length;
        }

        /** The number of lost events. At least 0: the last event may arrive before the diary records it. */
        int lost() {
            return Math.max(0, times.length - arrived);
        }

        /** The time between the oldest lost event and the end, in milliseconds. */
        double age() {
            long end = Math.max(killed, times.length == 0 ? 0 : times[times.length - 1]);
            return lost() == 0 ? 0 : (end - times[arrived]) / 1e6;
        }

        boolean isYoung() {
            return times.length > 0 && killed - times[0] < 2_000_000_000;
        }
    }

    /** The events lost by all deaths. */
    private record Losses(int kills, long logged, long lost, int most, double age, double ageOfYoung) {
        static Losses of(List<Death> deaths) {
            return new Losses(
                    deaths.size(),
                    deaths.stream().mapToLong(Death::logged).sum(),
                    deaths.stream().mapToLong(Death::lost).sum(),
                    deaths.stream().mapToInt(Death::lost).max().orElse(0),
                    oldest(deaths, false),
                    oldest(deaths, true));
        }

        private static double oldest(List<Death> deaths, boolean young) {
            return deaths.stream()
                    .filter(death -> death.isYoung() == young)
                    .mapToDouble(Death::age)
                    .max()
                    .orElse(0);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d kills, %d events logged, %d lost, at most %d by one kill; the oldest of them was logged %.1f ms"
                            + " before the kill, %.1f ms in the first two seconds of a process",
                    kills,
                    logged,
                    lost,
                    most,
                    age,
                    ageOfYoung);
        }
    }
}
