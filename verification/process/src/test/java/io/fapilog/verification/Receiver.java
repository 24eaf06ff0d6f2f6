package io.fapilog.verification;

import io.fapilog.devloki.DevLoki;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A Loki in a separate process, which runs until it is killed: {@code PORT JOURNAL}. */
final class Receiver {
    private Receiver() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Journal journal = Journal.create(Path.of(arguments[1]));
                DevLoki loki = DevLoki.builder()
                        .port(Integer.parseInt(arguments[0]))
                        .recordBodies(true)
                        .onPush(journal::write)
                        .start()) {
            System.out.println("listens on " + loki.url());
            new CountDownLatch(1).await();
        }
    }
}
