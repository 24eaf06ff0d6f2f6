package io.fapilog.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The events in a file of refused events: how many by the words of the server, and by the file they come from. */
final class RejectedLines {
    private static final int MOST_REASONS = 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    /** By the words of the server without their numbers, which differ from event to event. */
    private final Map<String, Reason> reasons = new LinkedHashMap<>();

    private final Map<String, Long> byPath = new LinkedHashMap<>();

    /**
     * Why events were refused.
     *
     * @param words the words of the server about the first of them
     */
    record Reason(String words, long events) {}

    private RejectedLines() {}

    /** Reads the lines of {@code file} from {@code start} on. A file that does not exist has none. */
    static RejectedLines read(Path file, long start) throws IOException {
        RejectedLines lines = new RejectedLines();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                in.skipNBytes(start);
                BufferedReader text = new BufferedReader(new InputStreamReader(in, UTF_8));
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    /** The reasons; those beyond the first {@value #MOST_REASONS} are counted as one. */
    Iterable<Reason> reasons() {
        return reasons.values();
    }

    /** The number of events from {@code path}, as far as events tell theirs. */
    long from(String path) {
        return byPath.getOrDefault(path, 0L);
    }

    private void add(String line) {
        try {
            JsonNode event = JSON.readTree(line);
            String words = event.path("rejected_reason").asString("");
            String kind = words.replaceAll("\\d+", "#");
            String key = reasons.containsKey(kind) || reasons.size() < MOST_REASONS ? kind : "others";
            reasons.merge(key, new Reason(words, 1), (all, one) -> new Reason(all.words(), all.events() + 1));
            byPath.merge(event.path("path").asString(""), 1L, Long::sum);
        } catch (JacksonException e) {
            reasons.merge("", new Reason("", 1), (all, one) -> new Reason("", all.events() + 1));
        }
    }
}
