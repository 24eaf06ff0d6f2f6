package io.fapilog.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists or delivers the events that applications have left on disk. */
@Command(
        name = "spool",
        description = "Lists or delivers the events that applications have on disk (spool=DIR).",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SpoolListCommand.class, SpoolDrainCommand.class})
final class SpoolCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
            throw new ParameterException(spec.commandLine(), "no command is given");
        }
    }
}
