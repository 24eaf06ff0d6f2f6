package io.fapilog.cli;

import io.fapilog.cli.event.EventOptions;
import io.fapilog.cli.input.Input;
import io.fapilog.cli.input.StateFile;
import io.fapilog.cli.input.TextEncoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say what is read. */
final class InputOptions {
    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Files to ship, in this order: names, directories, or quoted patterns such as"
                    + " '/var/log/app/*.log' and '/var/log/**/*.log'. Files ending with .gz are decompressed. Default,"
                    + " and -: standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-f", "--follow"},
            description = "Ship the files, then new lines as they are written, until Ctrl-C. Files may be rotated or"
                    + " truncated, as with tail -F, and files that match a pattern may be created later. Ctrl-C and"
                    + " SIGTERM ship what is in the files by then; a second Ctrl-C ends at once.")
    private boolean follow;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Keep in this file how much of each file has been delivered, and ship only the rest at the"
                    + " next start, also of files that were rotated meanwhile. A last line without a line feed waits"
                    + " for the next start. Use a file of its own for each fapilog ship that runs at the same time.")
    private @Nullable Path state;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            defaultValue = "UTF-8",
            description = "The encoding of the input, such as ISO-8859-1. Inputs with a byte order mark, in UTF-8 or"
                    + " UTF-16, are recognised. Default: ${DEFAULT-VALUE}.")
    private String encoding = "";

    /** Adds to {@code violations} what does not go with a dry run. */
    void checkDryRun(List<String> violations) {
        if (state != null) {
            violations.add("--dry-run does not go with --state, since it delivers nothing; leave out --state");
        }
    }

    /** Whether files are followed. */
    boolean isFollowing() {
        return follow;
    }

    /** Whether it is kept what was delivered. */
    boolean hasState() {
        return state != null;
    }

    /**
     * What is to be read, and whether events tell their file even if there is only one; what is wrong with it is added
     * to {@code violations}.
     */
    Reading.@Nullable Plan plan(EventOptions events, boolean named, List<String> violations) {
        List<Input> inputs = new ArrayList<>();
        for (String file : files.isEmpty() ? List.of("-") : files) {
            try {
                inputs.add(Input.of(file, follow));
            } catch (IllegalArgumentException e) {
                violations.add(String.valueOf(e.getMessage()));
            }
        }
        TextEncoding used = encoding(violations);
        StateFile opened = violations.isEmpty() ? state(violations) : null;
        return violations.isEmpty() ? new Reading.Plan(inputs, follow, used, opened, events, named) : null;
    }

    private TextEncoding encoding(List<String> violations) {
        try {
            return TextEncoding.of(encoding);
        } catch (IllegalArgumentException e) {
            violations.add(String.valueOf(e.getMessage()));
            return TextEncoding.UTF_8;
        }
    }

    private @Nullable StateFile state(List<String> violations) {
        try {
            return state == null ? null : StateFile.open(state);
        } catch (IOException e) {
            violations.add("--state=" + state + ": " + e.getMessage());
            return null;
        }
    }
}
