package io.fapilog.cli;

import io.fapilog.FapilogBuilder;
import io.fapilog.SinkStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where it is written what became of the events. */
final class ReceiptOptions {
    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Write a report in JSON at the end: of each input what was read, delivered, rejected, not dated"
                            + " and not decoded; of each sink its counts; and the words with which events were rejected.")
    private @Nullable Path report;

    @Option(
            names = "--rejected",
            paramLabel = "FILE",
            description =
                    "Append every event that Loki refuses to this file, with its reason, in a form that fapilog ship"
                            + " reads again.")
    private @Nullable Path rejected;

    /** The file of refused events; one that only the report needs is deleted at the end. */
    private @Nullable Path kept;

    private long keptBefore;

    /** Adds to {@code violations} what is wrong with the options. */
    void check(boolean hasSinks, List<String> violations) {
        if (rejected != null && !hasSinks) {
            violations.add("--rejected needs --to; with FAPILOG_SINKS, add rejected=FILE to the URI of the sink");
        }
        checkWritable("--report", report, violations);
        checkWritable("--rejected", rejected, violations);
    }

    /** Adds to {@code violations} what does not go with a dry run. */
    void checkDryRun(List<String> violations) {
        if (report != null || rejected != null) {
            violations.add(
                    "--dry-run does not go with --report and --rejected, since it delivers nothing; leave them out");
        }
    }

    /** Opens what the sinks write to. */
    void open() throws IOException {
        kept = rejected == null && report != null ? Files.createTempFile("fapilog-rejected", ".jsonl") : rejected;
        keptBefore = kept != null && Files.exists(kept) ? Files.size(kept) : 0;
    }

    /** Adds the sink {@code uri}; one of Loki keeps what is refused. */
    void add(String uri, FapilogBuilder builder) {
        builder.sink(uri);
        String lower = uri.strip().toLowerCase(Locale.ROOT);
        boolean isOwn = rejected == null && lower.contains("rejected=");
        if (kept != null && lower.contains("://") && !isOwn) {
            builder.option("rejected", kept.toString());
        }
    }

    /** Writes the report. */
    void write(Reading reading, List<SinkStats> sinks, Instant began, int exitCode) throws IOException {
        if (report != null && kept != null) {
            RejectedLines lines = RejectedLines.read(kept, keptBefore);
            new Receipt(reading, sinks, lines).write(report, began, Instant.now(), exitCode);
        }
    }

    /** Deletes what only the report needed. */
    void close() throws IOException {
        if (rejected == null && kept != null) {
            Files.deleteIfExists(kept);
        }
    }

    private static void checkWritable(String option, @Nullable Path file, List<String> violations) {
        if (file == null) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            violations.add(option + "=" + file + " is a directory; name a file");
        } else if (directory == null || !Files.isDirectory(directory)) {
            violations.add(option + "=" + file + " is in a directory that does not exist; create it");
        } else if (!Files.isWritable(Files.exists(file) ? file : directory)) {
            violations.add(option + "=" + file + " cannot be written: permission denied");
        }
    }
}
