package io.fapilog.cli.input;

import io.fapilog.Diagnostics;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is wrong with files at present. It tells each trouble once, and when it is over. Thread-safe. */
final class Troubles {
    private final Diagnostics diagnostics;
    private final Map<Path, String> open = new ConcurrentHashMap<>();

    Troubles(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** {@code path} cannot be used now, but perhaps later. */
    void tell(Path path, IOException e) {
        String sentence = path + " " + reason(e);
        if (!sentence.equals(open.put(path, sentence))) {
            diagnostics.warn("read " + path, sentence + "; fapilog tries again until it can be read");
        }
    }

    /** {@code path} does not exist yet. */
    void tellMissing(Path path) {
        String sentence = path + " does not exist";
        if (!sentence.equals(open.put(path, sentence))) {
            diagnostics.info(sentence + "; fapilog waits for it");
        }
    }

    /** Nothing is wrong with {@code path} any more. */
    void solved(Path path) {
        String sentence = open.remove(path);
        if (sentence != null) {
            diagnostics.info(path + " can be read now");
        }
    }

    /** Why a file cannot be read, as the rest of a sentence that begins with its name. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "cannot be read: permission denied";
        }
        return e instanceof NoSuchFileException ? "does not exist" : "cannot be read: " + e.getMessage();
    }
}
