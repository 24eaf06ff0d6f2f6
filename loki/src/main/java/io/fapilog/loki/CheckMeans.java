package io.fapilog.loki;

import io.fapilog.spi.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a check works with.
 *
 * @param time the clock
 * @param resolver finds the addresses of the server
 * @param knownPorts where something else may be found when nothing listens on the port of the server
 * @param patience how long an event that was pushed is looked for
 * @param room tells the bytes that are free on the disk
 */
record CheckMeans(TimeSource time, Resolver resolver, List<Integer> knownPorts, Duration patience, Room room) {
    /** Tells the bytes that are free on the disk of a directory. */
    interface Room {
        long usable(Path directory) throws IOException;
    }

    /** The longest timeout of one step; that of the sink if it is shorter. */
    static final Duration LONGEST_STEP = Duration.ofSeconds(5);

    /** Grafana, Loki, a gateway, OTLP over HTTP. */
    private static final List<Integer> KNOWN_PORTS = List.of(3100, 3000, 80, 4318);

    static CheckMeans ofSystem() {
        return new CheckMeans(
                TimeSource.system(),
                InetAddress::getAllByName,
                KNOWN_PORTS,
                Duration.ofSeconds(6),
                directory -> Files.getFileStore(directory).getUsableSpace());
    }
}
