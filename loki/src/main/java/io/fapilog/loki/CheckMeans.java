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
record CheckMeans(TimeSource time, Resolver resolver, List<KnownPort> knownPorts, Duration patience, Room room) {
    /** Tells the bytes that are free on the disk of a directory. */
    interface Room {
        long usable(Path directory) throws IOException;
    }

    /** The longest timeout of one step; that of the sink if it is shorter. */
    static final Duration LONGEST_STEP = Duration.ofSeconds(5);

    /**
     * A port that is often found beside Loki's.
     *
     * @param number the number
     * @param owner whose it is
     * @param isLoki whether pushes go there
     */
    record KnownPort(int number, String owner, boolean isLoki) {}

    private static final List<KnownPort> KNOWN_PORTS = List.of(
            new KnownPort(3100, "Loki", true),
            new KnownPort(3000, "Grafana", false),
            new KnownPort(4318, "OpenTelemetry", false),
            new KnownPort(80, "a web server", false));

    static CheckMeans ofSystem() {
        return new CheckMeans(
                TimeSource.system(),
                InetAddress::getAllByName,
                KNOWN_PORTS,
                Duration.ofSeconds(6),
                directory -> Files.getFileStore(directory).getUsableSpace());
    }
}
