package io.fapilog.verification;

import static io.fapilog.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import io.fapilog.testkit.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.assertj.core.api.Assumptions;

/** A {@link ServantApplication} in a separate process, optionally with a private file system. */
final class Servant implements AutoCloseable {
    private final Process process;
    private final Path err;
    private final Writer commands;
    private final BufferedReader answers;

    private Servant(Process process, Path err) {
        this.process = process;
        this.err = err;
        this.commands = process.outputWriter(UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Starts a process with the sink {@code sink}. */
    static Servant start(Path temporary, String sink, int perSecond) throws IOException {
        return start(temporary, sink, perSecond, List.of());
    }

    /**
     * Starts a process with a private file system, which disappears when the process ends. If the machine does not
     * allow users to mount file systems, the test is skipped.
     *
     * @param script the shell script that mounts the file system
     */
    static Servant startWithDisk(Path temporary, String sink, int perSecond, String script)
            throws IOException, InterruptedException {
        Process attempt = new ProcessBuilder("sh", "-c", "unshare -Urm mount -t tmpfs tmpfs '" + temporary + "'")
                .redirectErrorStream(true)
                .start();
        String words = new String(attempt.getInputStream().readAllBytes(), UTF_8);
        Assumptions.assumeThat(attempt.waitFor())
                .as("no file systems of one's own may be mounted here: %s", words)
                .isZero();
        return start(
                temporary,
                sink,
                perSecond,
                List.of("unshare", "-Urm", "sh", "-c", "{ " + script + "; } >&2; exec \"$@\"", "sh"));
    }

    private static Servant start(Path temporary, String sink, int perSecond, List<String> prefix) throws IOException {
        Path err = temporary.resolve("servant.err");
        List<String> command = new ArrayList<>(prefix);
        command.addAll(Child.command(ServantApplication.class, List.of(), Integer.toString(perSecond)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FAPILOG_"));
        builder.environment().put("FAPILOG_SINKS", sink);
        return new Servant(builder.start(), err);
    }

    /** The present ledger of the process. */
    Account stats() {
        return ask("stats");
    }

    /** Runs {@code command} in the process and returns the ledger after it. */
    Account ask(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new AssertionError("it has died: " + err());
            }
            Account account = Account.parse(answer);
            assertThat(account.get("balances")).as("%s", account).isOne();
            return account;
        } catch (IOException e) {
            throw new UncheckedIOException(err(), e);
        }
    }

    /** Waits until the ledger meets the condition. */
    Account until(Predicate<Account> wanted) {
        return await().pollInterval(Duration.ofMillis(20)).until(this::stats, wanted);
    }

    /** Waits until the process has reported {@code words}. */
    void awaitReported(String words) {
        await().until(() -> err().contains(words));
    }

    /** Waits until the process has logged the given number of further events. */
    void goesOn(int events) {
        long before = stats().get("logged");
        until(account -> account.get("logged") >= before + events);
    }

    /** The reported lines that contain {@code words}. */
    List<String> told(String words) {
        return err().lines().filter(line -> line.contains(words)).toList();
    }

    String err() {
        try {
            return Files.readString(err, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The counts of the process. */
    record Account(Map<String, Long> counts) {
        static Account parse(String text) {
            Map<String, Long> counts = new HashMap<>();
            for (String each : text.split(" ", -1)) {
                int equals = each.indexOf('=');
                counts.put(each.substring(0, equals), Long.valueOf(each.substring(equals + 1)));
            }
            return new Account(counts);
        }

        long get(String name) {
            Long count = counts.get(name);
            if (count == null) {
                throw new IllegalArgumentException(name);
            }
            return count;
        }

        long dropped(DropReason reason) {
            return get(reason.label());
        }

        /** The number of dropped events. */
        long dropped() {
            long dropped = 0;
            for (DropReason reason : DropReason.values()) {
                dropped += dropped(reason);
            }
            return dropped;
        }
    }
}
