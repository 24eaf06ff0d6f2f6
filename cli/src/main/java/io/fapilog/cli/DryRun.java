package io.fapilog.cli;

import io.fapilog.SinkPreview;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints events as they would be sent: labels, structured metadata, and the line. Thread-safe; called by the worker of
 * each sink.
 */
final class DryRun implements Consumer<SinkPreview> {
    private final PrintWriter out;
    private boolean failed;

    DryRun(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void accept(SinkPreview event) {
        String labels = event.labels().isEmpty() ? "" : " {" + pairs(event.labels(), ",") + "}";
        String metadata = event.metadata().isEmpty() ? "" : " " + pairs(event.metadata(), " ");
        out.println("-> " + event.sink() + labels + metadata);
        out.println(event.line());
        failed |= StdoutPipe.hasFailed(out);
    }

    /** Whether nobody reads what is printed any more, as behind {@code head}. */
    synchronized boolean isAbandoned() {
        return failed;
    }

    private static String pairs(Map<String, String> pairs, String separator) {
        return pairs.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + JsonMapper.shared().writeValueAsString(pair.getValue()))
                .collect(Collectors.joining(separator));
    }
}
