package io.fapilog.devloki;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;

/** A DevLoki in a JVM of its own, which writes its URL to a file and runs until it is killed. */
final class DataApplication {
    private DataApplication() {}

    /** The arguments are the data folder and the file. */
    public static void main(String[] args) throws Exception {
        DevLoki loki = DevLoki.builder().data(Path.of(args[0])).start();
        Path file = Path.of(args[1]);
        Path part = Files.writeString(file.resolveSibling("part"), loki.url());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
    }
}
