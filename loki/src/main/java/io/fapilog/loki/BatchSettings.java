package io.fapilog.loki;

import io.fapilog.config.Options;
import io.fapilog.config.Quantities;
import java.time.Duration;

/**
 * Batch limits and push format.
 *
 * @param size the number of events that starts a push
 * @param interval the longest time that an event is in the open batch
 * @param pause the shortest time between the begins of two pushes of few events
 * @param bytes the most bytes of lines and metadata in a push
 * @param maxLine the most bytes of a line
 * @param format the format of a push
 * @param compression the compression of JSON
 * @param maxInFlight the most pushes in flight
 */
record BatchSettings(
        int size,
        Duration interval,
        Duration pause,
        int bytes,
        int maxLine,
        Format format,
        Compression compression,
        int maxInFlight) {
    private static final int DEFAULT_BYTES = 1 << 20;
    private static final int DEFAULT_LINE = 240 << 10;
    private static final Duration DEFAULT_PAUSE = Duration.ofMillis(200);
    private static final int LEAST_BYTES = 1 << 10;
    /** Loki passes a push on as one message of at most 4 MiB, after it has added to each entry. */
    private static final int MOST_BYTES = 3 << 20;

    static BatchSettings read(Options options, long buffer) {
        int byDefault = (int) Math.min(DEFAULT_BYTES, buffer / 2);
        int bytes = (int) options.size("batch_bytes", byDefault, LEAST_BYTES, MOST_BYTES);
        if (bytes > buffer / 2) {
            options.reject("batch_bytes=" + Quantities.show(bytes) + " is more than half of buffer="
                    + Quantities.show(buffer) + "; raise buffer or lower batch_bytes");
        }
        int line = (int) options.size("max_line", Math.min(DEFAULT_LINE, bytes), LEAST_BYTES, MOST_BYTES);
        if (line > bytes) {
            options.reject("max_line=" + Quantities.show(line) + " is more than batch_bytes=" + Quantities.show(bytes)
                    + "; raise batch_bytes or lower max_line");
        }
        Format format = options.choice("format", Format.PROTOBUF);
        boolean compressionGiven = options.has("compression");
        Compression compression = options.choice("compression", Compression.GZIP);
        if (compressionGiven && format == Format.PROTOBUF) {
            options.reject(
                    "compression works with format=json only; protobuf always uses snappy, so remove compression");
        }
        Duration interval =
                options.duration("batch_interval", Duration.ofSeconds(2), Duration.ofMillis(1), Duration.ofHours(1));
        return new BatchSettings(
                options.count("batch_size", 100, 1, 100_000),
                interval,
                pause(options, interval),
                bytes,
                line,
                format,
                compression,
                options.count("max_in_flight", 1, 1, 64));
    }

    private static Duration pause(Options options, Duration interval) {
        Duration byDefault = DEFAULT_PAUSE.compareTo(interval) < 0 ? DEFAULT_PAUSE : interval;
        Duration pause = options.duration("batch_pause", byDefault, Duration.ZERO, Duration.ofHours(1));
        if (pause.compareTo(interval) > 0) {
            options.reject("batch_pause=" + Quantities.show(pause) + " is more than batch_interval="
                    + Quantities.show(interval) + "; raise batch_interval or lower batch_pause");
        }
        return pause;
    }

    Wire wire() {
        return format == Format.PROTOBUF ? new ProtobufWire() : new JsonWire(compression == Compression.GZIP);
    }
}
