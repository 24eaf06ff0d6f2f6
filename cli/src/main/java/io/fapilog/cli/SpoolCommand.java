package io.fapilog.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at what applications have left on disk, and delivers it. */
@Command(
        name = "spool",
        description = "Looks at the events that applications keep on disk (spool=DIRECTORY), and delivers them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SpoolListCommand.class, SpoolDrainCommand.class})
final class SpoolCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
            throw new ParameterException(spec.commandLine(), "a command is missing");
        }
    }
}
