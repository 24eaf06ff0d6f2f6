package io.fapilog.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.StoredEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The common setup and checks of the tests in which the disk of a spool fails. */
abstract class SpoolFault {
    /** Whether the tests wait half a minute until the sink tries the disk again. */
    static final boolean LONG = Boolean.getBoolean("long");

    static final String OUT_OF_ORDER = "new events stay in memory only";
    static final String WORKS_AGAIN = "works again";

    private static final Pattern NUMBER = Pattern.compile("\"message\":\"(\\d+) ");

    @TempDir
    Path temporary;

    DevLoki loki = DevLoki.start();

    /** The directory on which a process may mount a private file system. */
    Path disk() {
        return temporary.resolve("disk");
    }

    /** The folder of the spool on that directory. */
    Path spool() {
        return disk().resolve("spool");
    }

    @BeforeEach
    final void makeDirectory() throws IOException {
        loki.clear();
        Files.createDirectories(disk());
    }

    @AfterEach
    final void stopLoki() {
        loki.close();
    }

    /** The URI of a sink that soon has spooled events, with its spool in {@code directory}. */
    String sink(Path directory) {
        return sink(directory, "buffer=4MiB&spool_max=64MiB");
    }

    /** The URI of a sink that needs no spool while Loki is there, however long the machine leaves it waiting. */
    String sinkThatKeepsEventsInMemory(Path directory) {
        return sink(directory, "buffer=64MiB&spool_max=64MiB");
    }

    /** The URI of a sink with its spool in {@code directory} and these parameters. */
    String sink(Path directory, String parameters) {
        return loki.lokiUri() + "?labels=app=fault&backoff_max=1s&spool=" + directory + "&" + parameters;
    }

    /** Drains the process and checks that each logged event has arrived or is counted as dropped. */
    Servant.Account finish(Servant servant) {
        Servant.Account account = servant.ask("drain");
        assertThat(account.get("accepted")).isEqualTo(account.get("logged")).isPositive();
        assertThat(account.get("spooled") + account.get("pending"))
                .as("%s", account)
                .isZero();
        assertThat(account.get("delivered") + account.dropped())
                .as("%s", account)
                .isEqualTo(account.get("logged"));
        // An event that the server stored but did not confirm before it stopped may be counted as dropped.
        assertThat((long) arrived().size())
                .as("%s", account)
                .isBetween(account.get("delivered"), account.get("delivered") + account.dropped());
        return account;
    }

    /** Drains the process and checks that each logged event has arrived. */
    void finishWithoutLoss(Servant servant) {
        Servant.Account account = finish(servant);
        assertThat(account.dropped()).as("%s", account).isZero();
    }

    /** The numbers of the events that are in Loki. */
    private Set<Long> arrived() {
        Set<Long> numbers = new HashSet<>();
        for (StoredEntry entry : loki.entries("{app=\"fault\"}")) {
            Matcher number = NUMBER.matcher(entry.line());
            assertThat(number.find()).isTrue();
            assertThat(numbers.add(Long.parseLong(number.group(1))))
                    .as("twice: %s", entry)
                    .isTrue();
        }
        return numbers;
    }
}
