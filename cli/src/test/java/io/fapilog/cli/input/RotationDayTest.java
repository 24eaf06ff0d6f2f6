package io.fapilog.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day of a log file, shortened: a writer of numbered lines, rotations of every kind, looks and reads that come early
 * or late, saved states and kills, in a random order. Every line arrives at least once, except those that nobody can
 * read; and what was seen before it was lost is told.
 */
final class RotationDayTest {
    private static final int DAYS = Integer.getInteger("days", 25);
    private static final int STEPS = 250;
    private static final Pattern LOST = Pattern.compile(".* ([0-9,]+) bytes .*");

    @TempDir
    private Path directory;

    @Test
    void day_withRotationsOfEveryKindAndKills_yieldsEveryLineOrTellsTheLoss() throws IOException {
        long first = Long.getLong("day", new Random().nextLong());
        for (int i = 0; i < DAYS; i++) {
            long seed = first + i;
            try {
                new Day(seed, Files.createDirectory(directory.resolve("day" + i))).run();
            } catch (AssertionError | IOException e) {
                throw new AssertionError("-Dday=" + seed + " -Ddays=1: " + e.getMessage(), e);
            }
        }
    }

    /** One run. */
    private static final class Day {
        private final Random random;
        private final Path path;
        private final FilesRig rig;
        private final StringBuilder story = new StringBuilder();
        /** The lines of the file that has the name now, and how many of them were there at the last look. */
        private final List<String> content = new ArrayList<>();

        private int seen;
        private int seenWhenSaved;
        private int written;
        private int rotations;
        private long clock = 1_700_000_000_000L;

        private final Set<String> excused = new HashSet<>();
        /** Lines of deleted files that are open; a kill loses them. */
        private final Set<String> heldOnly = new HashSet<>();
        /** Lines that were seen and then truncated, and whose loss must be told. */
        private final Set<String> due = new HashSet<>();
        /** Truncated since the last read: what was seen, and what was seen at the last save. */
        private final List<String> truncated = new ArrayList<>();

        private final List<String> truncatedWhenSaved = new ArrayList<>();

        Day(long seed, Path directory) throws IOException {
            random = new Random(seed);
            path = directory.resolve("app.log");
            rig = new FilesRig(directory.resolve("state"), FileKeys.ofFileSystem(), path.toString());
            append();
            look();
            save();
        }

        void run() throws IOException {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(16)) {
                    case 0, 1, 2, 3, 4 -> append();
                    case 5, 6 -> look();
                    case 7 -> rig.readOnce();
                    case 8, 9 -> read();
                    case 10 -> save();
                    case 11 -> rotate();
                    case 12 -> copyAndTruncate();
                    case 13 -> truncateOrDelete();
                    case 14 -> kill();
                    default -> pass();
                }
            }
            look();
            read();
            rig.pass(Duration.ofMinutes(10)).read();
            check();
            rig.finish(false);
        }

        private void append() throws IOException {
            story.append(" append ").append(written + 1);
            StringBuilder text = new StringBuilder();
            int count = 1 + random.nextInt(60);
            for (int i = 0; i < count; i++) {
                written++;
                // No two files begin alike, as with times.
                String line = Integer.toHexString((written << 8) * 0x9E3779B1) + " line " + written + " "
                        + "x".repeat(random.nextInt(100));
                content.add(line);
                text.append(line).append('\n');
            }
            int half = random.nextInt(8) == 0 ? 0 : 12 + random.nextInt(text.length() - 12);
            FilesRig.append(path, text.substring(0, half));
            touch(path);
            if (random.nextInt(4) == 0) {
                rig.look().read();
            }
            FilesRig.append(path, text.substring(half));
            touch(path);
        }

        private void look() {
            story.append(" look");
            rig.look();
            seen = content.size();
        }

        private void pass() {
            story.append(" pass");
            rig.pass(Duration.ofSeconds(random.nextInt(400)));
            seen = content.size();
        }

        private void read() {
            story.append(" read");
            look();
            rig.read();
            heldOnly.clear();
            due.addAll(truncated);
            truncated.clear();
            truncatedWhenSaved.clear();
        }

        private void save() throws IOException {
            story.append(" save");
            read();
            rig.save();
            seenWhenSaved = seen;
        }

        private void kill() throws IOException {
            story.append(" kill");
            rig.kill();
            excused.addAll(heldOnly);
            heldOnly.clear();
            seen = Math.min(seenWhenSaved, content.size());
            truncated.clear();
            truncated.addAll(truncatedWhenSaved);
        }

        private void rotate() throws IOException {
            story.append(" rotate");
            for (int i = rotations; i >= 1; i--) {
                Files.move(sibling(i), sibling(i + 1));
            }
            rotations++;
            Files.move(path, sibling(1));
            begin();
        }

        private void copyAndTruncate() throws IOException {
            story.append(" copytruncate");
            for (int i = rotations; i >= 1; i--) {
                Files.move(sibling(i), sibling(i + 1));
            }
            rotations++;
            Files.copy(path, sibling(1));
            touch(sibling(1));
            Files.write(path, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            begin();
        }

        private void truncateOrDelete() throws IOException {
            boolean delete = random.nextBoolean();
            story.append(delete ? " delete" : " truncate");
            if (delete) {
                excused.addAll(content.subList(seen, content.size()));
                heldOnly.addAll(content.subList(0, seen));
                Files.delete(path);
            } else {
                excused.addAll(content);
                truncated.addAll(content.subList(0, seen));
                truncatedWhenSaved.addAll(content.subList(0, Math.min(seenWhenSaved, seen)));
                Files.write(path, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            }
            begin();
        }

        /** The file of the name is empty now. */
        private void begin() throws IOException {
            content.clear();
            seen = 0;
            seenWhenSaved = 0;
            append();
        }

        private void check() {
            Set<String> arrived = new HashSet<>(rig.lines);
            for (String line : rig.lines) {
                assertThat(line).as(story.toString()).matches("[0-9a-f]+ line [0-9]+ x*");
            }
            Set<String> unexcused = new TreeSet<>(all());
            unexcused.removeAll(numbers(arrived));
            unexcused.removeAll(numbers(excused));
            assertThat(String.join(" ", unexcused))
                    .as("%s%n%s", story, rig.told)
                    .isEmpty();
            due.removeAll(arrived);
            long missing = due.stream().mapToLong(line -> line.length() + 1L).sum();
            assertThat(told())
                    .as("%s%n%s%nnot told: %s", story, rig.told, new TreeSet<>(numbers(due)))
                    .isGreaterThanOrEqualTo(missing);
        }

        private long told() {
            long bytes = 0;
            for (String message : rig.warnings()) {
                Matcher lost = LOST.matcher(message);
                bytes += lost.matches() ? Long.parseLong(lost.group(1).replace(",", "")) : 0;
            }
            return bytes;
        }

        private Set<String> all() {
            Set<String> all = new HashSet<>();
            for (int i = 1; i <= written; i++) {
                all.add("line " + i);
            }
            return all;
        }

        private static Set<String> numbers(Set<String> lines) {
            Set<String> numbers = new HashSet<>();
            lines.forEach(line -> numbers.add(line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '))));
            return numbers;
        }

        private Path sibling(int number) {
            return path.resolveSibling("app.log." + number);
        }

        /** Times follow each other as the writes do, whatever the resolution of the clock. */
        private void touch(Path file) throws IOException {
            clock += 10;
            Files.setLastModifiedTime(file, FileTime.fromMillis(clock));
        }
    }
}
