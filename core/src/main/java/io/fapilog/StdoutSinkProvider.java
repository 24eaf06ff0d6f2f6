package io.fapilog;

import io.fapilog.config.Options;
import io.fapilog.config.QueueOptions;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.SinkDefaults;
import io.fapilog.spi.SinkPlan;
import io.fapilog.spi.SinkProvider;
import java.util.Set;

/**
 * Makes the sink {@code stdout[?format=auto|json|pretty]}, which also takes {@code queue_maxsize}, {@code buffer},
 * {@code overflow} and {@code block_timeout}.
 */
public final class StdoutSinkProvider implements SinkProvider {
    /** For {@link java.util.ServiceLoader}. */
    public StdoutSinkProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("stdout");
    }

    @Override
    public SinkPlan plan(SinkUri uri, SinkDefaults defaults) {
        Options options = uri.options();
        ConsoleFormat format = options.choice("format", defaults.console());
        QueueOptions queue = QueueOptions.read(options, defaults.queue());
        options.finish();
        boolean terminal = Terminal.isStdout();
        boolean pretty = format == ConsoleFormat.PRETTY || (format == ConsoleFormat.AUTO && terminal);
        boolean coloured = terminal && System.getenv("NO_COLOR") == null;
        return new SinkPlan("stdout", queue, context -> {
            StdoutSink.Format line = pretty ? new PrettyLine(coloured) : StdoutSink.jsonLines();
            return new StdoutSink(System.out, line, context);
        });
    }
}
