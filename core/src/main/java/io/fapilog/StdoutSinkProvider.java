package io.fapilog;

import io.fapilog.config.EventOptions;
import io.fapilog.config.LineOptions;
import io.fapilog.config.Options;
import io.fapilog.config.QueueOptions;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Preview;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SinkProvider;
import java.util.Set;
import java.util.function.Function;

/**
 * Creates the sink {@code stdout[?format=auto|json|pretty]}, which also has the parameters {@code queue_maxsize},
 * {@code buffer}, {@code overflow} and {@code block_timeout}.
 */
final class StdoutSinkProvider implements SinkProvider {
    @Override
    public Set<String> schemes() {
        return Set.of("stdout");
    }

    @Override
    public Sink.Plan plan(SinkUri uri, Sink.Defaults defaults) {
        Options options = uri.options();
        ConsoleFormat format = options.choice("format", defaults.console());
        QueueOptions queue = QueueOptions.read(options, defaults.queue());
        EventOptions events = EventOptions.read(options, defaults.events());
        options.finish();
        boolean terminal = Terminal.isStdout();
        boolean pretty = format == ConsoleFormat.PRETTY || (format == ConsoleFormat.AUTO && terminal);
        boolean coloured = terminal && System.getenv("NO_COLOR") == null;
        LineOptions lines = events.line().withMaxBytes(StdoutSink.LONGEST_LINE);
        Function<Sink.Context, Sink> factory = context -> {
            StdoutSink.Format line = pretty ? new PrettyLine(coloured, lines) : StdoutSink.jsonLines(lines);
            return new StdoutSink(StandardOutput.ofProcess(), line, context);
        };
        Function<Sink.Context, Preview> preview = context -> Sink.Plan.preview("stdout", lines);
        return new Sink.Plan("stdout", queue, events, factory, preview, options.settings());
    }
}
