package io.fapilog.cli;

import io.fapilog.ConfigurationException;
import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import io.fapilog.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks whether events of the sinks would arrive, and says why not. */
@Command(
        name = "check",
        description = {
            "Checks whether events would arrive, and says why not and what to do.",
            "",
            "Shows the settings as they are understood, resolves the name, connects to every address, looks at proxy, TLS"
                    + " and server, pushes one marked event as the sink would, reads it back if that is allowed, compares the"
                    + " clocks, and looks at the folder of the spool. Secrets are not shown."
        },
        exitCodeList = {
            "0:no FAIL: events arrive; read every WARN all the same",
            "1:a FAIL: events do not arrive",
            "2:wrong usage or configuration; nothing was checked"
        },
        footer = {
            "",
            "Examples:",
            "  fapilog check 'loki://loki:3100?labels=app=myapi,env=dev'",
            "  FAPILOG_SINKS='loki://loki:3100?labels=app=myapi' fapilog check --json",
            "  fapilog check --offline 'loki://loki:3100?labels=app=myapi'"
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "URI",
            arity = "0..*",
            description = "The sinks, such as loki://host:3100?labels=app=myapi. Default: the sinks of FAPILOG_SINKS.")
    private List<String> uris = new ArrayList<>();

    @Option(
            names = "--offline",
            description = "Check the settings only: no network, no spool. For the CI of charts and images.")
    private boolean offline;

    @Option(names = "--json", description = "Print the results as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        CheckReport report = json
                ? new JsonCheckReport(commandLine().getOut())
                : new TextCheckReport(commandLine().getOut());
        try {
            builder().check(offline, report::add);
            report.end();
            return report.isFailure() ? FapilogCommand.LOST : FapilogCommand.DELIVERED;
        } catch (ConfigurationException e) {
            e.violations().forEach(violation -> report.add(finding(violation)));
            report.end();
            return FapilogCommand.WRONG_USAGE;
        }
    }

    private FapilogBuilder builder() {
        if (uris.isEmpty() && !Environment.has("sinks")) {
            throw new ConfigurationException(
                    List.of("no sink is given; name one as loki://host:3100?labels=app=myapi, or set FAPILOG_SINKS"));
        }
        FapilogBuilder builder =
                Fapilog.builder().diagnostics(new Screen(commandLine().getErr(), false));
        uris.forEach(builder::sink);
        return builder;
    }

    /** A violation contains its mend. */
    private static Finding finding(String violation) {
        return new Finding("fapilog", Finding.Outcome.FAIL, "configuration", violation, "");
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set the specification");
        }
        return spec.commandLine();
    }
}
