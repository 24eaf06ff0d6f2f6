package io.fapilog.loki;

import io.fapilog.ConfigurationException;
import io.fapilog.spi.Options;
import io.fapilog.spi.QueueOptions;
import io.fapilog.spi.SinkDefaults;
import io.fapilog.spi.SinkUri;

/**
 * Everything that a sink is told, checked.
 *
 * @param endpoint where the pushes go
 * @param streams what is sent as labels and metadata
 * @param batches when a push is made
 * @param retries how long is waited and tried
 * @param access who we are, and how the server is reached
 * @param queue the bounds of the buffer
 */
record LokiSettings(
        Endpoint endpoint,
        StreamSettings streams,
        BatchSettings batches,
        RetrySettings retries,
        Access access,
        QueueOptions queue) {

    /**
     * Reads what {@code uri} says.
     *
     * @throws ConfigurationException listing everything that is wrong
     */
    static LokiSettings read(SinkUri uri, SinkDefaults defaults) {
        Options options = uri.options();
        Endpoint endpoint = Endpoint.read(uri, options);
        QueueOptions queue = QueueOptions.read(options, defaults.queue());
        LokiSettings settings = new LokiSettings(
                endpoint,
                StreamSettings.read(options, defaults.service()),
                BatchSettings.read(options, queue.buffer()),
                RetrySettings.read(options),
                Access.read(uri, options, endpoint),
                queue);
        options.finish();
        return settings;
    }
}
