package io.fapilog.verification;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs at a steady rate until it is killed: {@code RUN EVENTS-PER-SECOND FILE}. The file always holds how many events were
 * logged, as a long.
 */
final class SteadyApplication {
    private static final Logger LOG = LoggerFactory.getLogger("steady.Application");

    private SteadyApplication() {}

    public static void main(String[] arguments) throws IOException {
        int perSecond = Integer.parseInt(arguments[1]);
        try (FileChannel file =
                FileChannel.open(Path.of(arguments[2]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer count = ByteBuffer.allocate(Long.BYTES);
            long start = System.nanoTime();
            for (long i = 0; true; i++) {
                LOG.info("{} {}", arguments[0], i);
                count.clear().putLong(i + 1).flip();
                file.write(count, 0);
                if (i % 20 == 0) {
                    LockSupport.parkNanos(start + i * 1_000_000_000L / perSecond - System.nanoTime());
                }
            }
        }
    }
}
