package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Finding;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.TimeSource;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the check of a sink that has a token, which no finding may contain, and holds its findings. */
final class CheckRig {
    static final String SECRET = "hunter2-hunter2";

    final List<Finding> findings = new ArrayList<>();
    private Resolver resolver = InetAddress::getAllByName;
    private List<CheckMeans.KnownPort> knownPorts = List.of();
    private CheckMeans.Room room = directory -> 1L << 40;
    private boolean offline;

    CheckRig resolver(Resolver other) {
        resolver = other;
        return this;
    }

    CheckRig knownPorts(CheckMeans.KnownPort... ports) {
        knownPorts = List.of(ports);
        return this;
    }

    CheckRig room(long bytes) {
        room = directory -> bytes;
        return this;
    }

    CheckRig offline() {
        offline = true;
        return this;
    }

    /** Checks the sink {@code uri}, which has parameters, with the token in addition. */
    CheckRig check(String uri) {
        return checkWithout(uri + "&token=" + SECRET);
    }

    CheckRig checkWithout(String uri) {
        SinkUri parsed = SinkUri.parse(uri);
        LokiSettings settings = LokiSettings.read(parsed, SinkRig.DEFAULTS);
        CheckMeans means = new CheckMeans(TimeSource.system(), resolver, knownPorts, Duration.ZERO, room);
        new LokiCheck(settings, parsed.options().settings(), means).run(offline, findings::add);
        assertThat(findings.toString()).doesNotContain(SECRET);
        return this;
    }

    /** The findings about {@code subject} as text. */
    List<String> about(String subject) {
        return findings.stream()
                .filter(finding -> finding.subject().equals(subject))
                .map(Finding::toString)
                .toList();
    }

    /** The only FAIL as text. */
    String failure() {
        List<Finding> failures = findings.stream()
                .filter(finding -> finding.outcome() == Finding.Outcome.FAIL)
                .toList();
        assertThat(failures).as("findings: %s", findings).hasSize(1);
        assertThat(failures.get(0).mend()).isNotEmpty();
        return failures.get(0).toString();
    }

    /** The only WARN as text. */
    String warning() {
        List<Finding> warnings = findings.stream()
                .filter(finding -> finding.outcome() == Finding.Outcome.WARN)
                .toList();
        assertThat(warnings).as("findings: %s", findings).hasSize(1);
        assertThat(warnings.get(0).mend()).isNotEmpty();
        return warnings.get(0).toString();
    }

    /** Reacts by the path of a request; 404 to any other. */
    static ScriptedServer.Reaction paths(Map<String, ScriptedServer.Reaction> reactions) {
        return new ByPath(reactions);
    }

    /** A Loki that answers pushes with {@code push} and finds every event. */
    static ScriptedServer.Reaction loki(ScriptedServer.Reaction push) {
        return paths(Map.of(
                "/ready",
                ScriptedServer.answer(200, "ready\n"),
                "/loki/api/v1/status/buildinfo",
                ScriptedServer.answer(200, "{\"version\":\"3.7.2\"}"),
                "/loki/api/v1/query_range",
                new EchoOfTarget(),
                Endpoint.PUSH,
                push));
    }

    private record ByPath(Map<String, ScriptedServer.Reaction> reactions) implements ScriptedServer.Reaction {
        @Override
        public boolean write(OutputStream out, Socket socket) {
            throw new IllegalStateException("another reaction takes its place");
        }

        @Override
        public ScriptedServer.Reaction to(ScriptedServer.Request request) {
            String path = request.line()
                    .split(" ")[1]
                    .replaceFirst("^http://[^/]*", "")
                    .split("\\?")[0];
            return reactions
                    .getOrDefault(path, ScriptedServer.answer(404, "404 page not found", "Server", "nginx"))
                    .to(request);
        }
    }

    private record EchoOfTarget() implements ScriptedServer.Reaction {
        @Override
        public boolean write(OutputStream out, Socket socket) {
            throw new IllegalStateException("another reaction takes its place");
        }

        @Override
        public ScriptedServer.Reaction to(ScriptedServer.Request request) {
            return ScriptedServer.answer(200, request.line());
        }
    }
}
