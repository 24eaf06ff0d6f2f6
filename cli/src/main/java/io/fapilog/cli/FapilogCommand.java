package io.fapilog.cli;

import io.fapilog.ConfigurationException;
import io.fapilog.SinkUnavailableException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code fapilog}, which consists of subcommands. */
@Command(
        name = "fapilog",
        description = "Ships structured log events to Grafana Loki.",
        mixinStandardHelpOptions = true,
        versionProvider = FapilogCommand.Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpWidth = 100,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every event was delivered, or is in the spool",
            "1:events were rejected or dropped, or the input was not read completely",
            "2:wrong usage or configuration; no event was sent"
        },
        subcommands = {
            DemoCommand.class,
            ShipCommand.class,
            CheckCommand.class,
            LogsCommand.class,
            SpoolCommand.class,
            DevLokiCommand.class,
            HelpCommand.class
        })
public final class FapilogCommand implements Runnable {
    /** Every event was delivered, or is in the spool. */
    static final int DELIVERED = 0;
    /** Events were rejected or dropped, or the input was not read completely. */
    static final int LOST = 1;
    /** Wrong usage or configuration; no event was sent. */
    static final int WRONG_USAGE = 2;
    /** The reader of standard output has ended; the code of a filter that SIGPIPE has ended. */
    static final int ABANDONED = 141;

    @Spec
    private @Nullable CommandSpec spec;

    private FapilogCommand() {}

    /** Runs the command and exits the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The configured command; it reports a failure as one message on standard error. */
    static CommandLine commandLine() {
        return new CommandLine(new FapilogCommand())
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(FapilogCommand::usageError)
                .setExecutionExceptionHandler(FapilogCommand::failure);
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
            throw new ParameterException(spec.commandLine(), "no command is given");
        }
    }

    private static int usageError(ParameterException e, String[] args) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        e.getCommandLine().getErr().println(name + ": " + redacted(String.valueOf(e.getMessage())) + suggestion(e));
        e.getCommandLine().getErr().println("Try: " + name + " --help");
        return WRONG_USAGE;
    }

    private static String suggestion(ParameterException e) {
        boolean likely = e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty();
        return likely
                ? "; did you mean "
                        + ((UnmatchedArgumentException) e).getSuggestions().get(0) + "?"
                : "";
    }

    private static int failure(Exception e, CommandLine commandLine, @Nullable ParseResult parsed) throws Exception {
        boolean configuration = e instanceof ConfigurationException || e instanceof SinkUnavailableException;
        if (!configuration && !(e instanceof IOException)) {
            throw e;
        }
        commandLine.getErr().println(commandLine.getCommandSpec().qualifiedName() + ": " + e.getMessage());
        return configuration ? WRONG_USAGE : LOST;
    }

    /** Removes the text after {@code ://}: a misplaced URI may contain a password, anywhere and with any character. */
    static String redacted(String message) {
        int at = message.indexOf("://");
        return at < 0 ? message : message.substring(0, at) + "://…";
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = FapilogCommand.class.getPackage().getImplementationVersion();
            return new String[] {"fapilog " + (version == null ? "(built from classes)" : version)};
        }
    }
}
