package io.fapilog.verification;

import static io.fapilog.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.testkit.Child;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standard output in a file that may not grow any more for a while. */
class FullStandardOutputTest {
    private static final Pattern LEDGER = Pattern.compile("settled=true delivered=(\\d+) dropped=(\\d+)\\.");

    @TempDir
    private Path temporary;

    @Test
    void writesThatFailForAWhile_costTheirOwnEventsOnly() throws IOException {
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        Process process = start(out, err);
        try (OutputStream tens = process.getOutputStream()) {
            log(tens, 200);
            List<Long> full = ledger(err, 1);
            long whole = Files.readString(out, UTF_8)
                    .lines()
                    .filter(line -> line.endsWith("}"))
                    .count();
            assertThat(full.get(0) + full.get(1)).isEqualTo(2_000);
            assertThat(full.get(1)).isPositive();
            // The write that failed had several lines, some of which may be there.
            assertThat(full.get(0)).isPositive().isBetween(whole - 100, whole);

            Files.write(out, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            log(tens, 1);
            List<Long> after = ledger(err, 2);
            assertThat(after).containsExactly(full.get(0) + 10, full.get(1));
            List<String> lines = Files.readAllLines(out, UTF_8);
            assertThat(lines.subList(lines.size() - 10, lines.size()))
                    .allMatch(line -> line.startsWith("{") && line.endsWith("}"))
                    .last()
                    .asString()
                    .contains("number 2009");
        } finally {
            process.destroyForcibly();
        }
    }

    /** The shell limits the size of the file, and appends to it, so that it can be emptied meanwhile. */
    private static Process start(Path out, Path err) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 200; exec \"$@\" >> \"$0\"", "" + out));
        command.addAll(Child.command(PrintingApplication.class, List.of("-XX:-UsePerfData")));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FAPILOG_"));
        return builder.start();
    }

    private static void log(OutputStream commands, int tens) throws IOException {
        commands.write(tens);
        commands.flush();
    }

    /** The delivered and dropped events of the ledger with the given number. */
    private static List<Long> ledger(Path err, int number) throws IOException {
        await().until(() -> ledgers(err).size() >= number);
        MatchResult last = ledgers(err).get(number - 1);
        return List.of(Long.parseLong(last.group(1)), Long.parseLong(last.group(2)));
    }

    private static List<MatchResult> ledgers(Path err) throws IOException {
        return LEDGER.matcher(Files.readString(err, UTF_8)).results().toList();
    }
}
