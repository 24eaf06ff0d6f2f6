package io.fapilog.loki;

import io.fapilog.config.Quantities;
import io.fapilog.spi.Spool;
import io.fapilog.spi.SpoolProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Whether the folder of the spool can be written and locked, has room, and what is in it. Changes nothing. */
final class SpoolFolderCheck {
    private static final String SPOOL = "spool";
    private static final int SAMPLE_BYTES = 64 << 10;

    private final LokiSettings settings;
    private final CheckMeans means;
    private final CheckFindings findings;

    SpoolFolderCheck(LokiSettings settings, CheckMeans means, CheckFindings findings) {
        this.settings = settings;
        this.means = means;
        this.findings = findings;
    }

    void run() {
        Spool.Settings spool = settings.spool();
        if (spool == null) {
            findings.ok(SPOOL, "off: what is in memory is lost if the process is killed");
            return;
        }
        Optional<SpoolProvider> provider = SpoolProvider.find(new NoDiagnostics());
        if (provider.isEmpty()) {
            findings.warn(
                    SPOOL,
                    "its module is missing, so the sink works without a spool",
                    "add the artifact io.fapilog:fapilog-spool");
            return;
        }
        Path directory = spool.directory().toAbsolutePath();
        try {
            check(directory, spool.maxBytes(), provider.get());
        } catch (IOException | UnsupportedOperationException e) {
            findings.fail(
                    SPOOL,
                    directory + " cannot be used: " + findings.theirs(e),
                    "make it a directory that this user may write and that is on a disk with room");
        }
    }

    private void check(Path directory, long maxBytes, SpoolProvider provider) throws IOException {
        Path existing = existing(directory);
        if (!Files.isDirectory(existing)) {
            findings.fail(SPOOL, existing + " is no directory", "name a directory, or remove the file");
            return;
        }
        long usable = means.room().usable(existing);
        if (usable < Spool.Settings.LEAST_BYTES) {
            findings.fail(
                    SPOOL,
                    "the disk of " + directory + " is full: " + wholeMiB(usable) + " are free",
                    "make room, or name a directory on another disk; until then events are kept in memory only");
            return;
        }
        write(existing);
        boolean exists = existing.equals(directory);
        String content = exists ? provider.describe(directory) : "it will be created";
        String sentence = directory + " can be written and locked, " + wholeMiB(usable) + " free; " + content;
        if (usable < maxBytes) {
            findings.warn(
                    SPOOL,
                    sentence + "; spool_max=" + Quantities.show(maxBytes) + " is more than that",
                    "lower spool_max, or make room");
        } else {
            findings.ok(SPOOL, sentence);
        }
    }

    /** {@code directory}, or the nearest one above it that exists. */
    private static Path existing(Path directory) throws IOException {
        Path existing = directory;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null) {
            throw new IOException("no part of the path exists");
        }
        return existing;
    }

    private static String wholeMiB(long bytes) {
        return (bytes >> 20) + "MiB";
    }

    /** Writes, locks and deletes a file. */
    private static void write(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, ".fapilog-check", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new IOException("a new file cannot be locked");
            }
            ByteBuffer sample = ByteBuffer.allocate(SAMPLE_BYTES);
            while (sample.hasRemaining()) {
                channel.write(sample);
            }
            channel.force(true);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
