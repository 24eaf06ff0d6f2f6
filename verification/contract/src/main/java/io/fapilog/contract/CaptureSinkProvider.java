package io.fapilog.contract;

import io.fapilog.config.EventOptions;
import io.fapilog.config.Options;
import io.fapilog.config.Origin;
import io.fapilog.config.QueueOptions;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SinkProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The provider of the sink {@code capture://NAME}, which adds its lines to {@link Captured}. With {@code
 * post=http://…} the sink also posts each line to that address with the JDK's client. {@code text} has no effect; tests
 * use it to check how a value is passed on.
 */
public final class CaptureSinkProvider implements SinkProvider {
    /** For {@link java.util.ServiceLoader}. */
    public CaptureSinkProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("capture");
    }

    @Override
    public Sink.Plan plan(SinkUri uri, Sink.Defaults defaults) {
        Options options = uri.options();
        String post = options.text("post");
        String text = options.text("text");
        QueueOptions queue = QueueOptions.read(options, defaults.queue());
        EventOptions events = EventOptions.read(options, defaults.events());
        Origin origin = defaults.origin().read(options);
        options.finish();
        Captured captured = Captured.at(uri.host());
        captured.planned(new Captured.Plan(defaults.service(), queue, defaults.console(), events, origin, text));
        Consumer<String> forward = post == null ? line -> {} : poster(URI.create(post));
        return new Sink.Plan(
                uri.toString(),
                queue,
                events,
                context -> new CaptureSink(captured, context, events, forward),
                options.settings());
    }

    private static Consumer<String> poster(URI address) {
        HttpClient client = HttpClient.newHttpClient();
        return line -> {
            try {
                HttpRequest request = HttpRequest.newBuilder(address)
                        .version(HttpClient.Version.HTTP_1_1)
                        .POST(BodyPublishers.ofString(line))
                        .build();
                client.send(request, BodyHandlers.discarding());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
