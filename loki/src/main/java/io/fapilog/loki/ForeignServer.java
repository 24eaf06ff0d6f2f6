package io.fapilog.loki;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server that is not Loki, recognised by what only it answers.
 *
 * @param name its name and version
 * @param mend how Loki is reached instead
 */
record ForeignServer(String name, String mend) {
    private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*\"([^\"]{1,80})\"");

    /** The server behind {@code probe}; null if it is none that is known. */
    static @Nullable ForeignServer recognise(Probe probe) throws IOException {
        Probe.Reply health = probe.getFromRoot("/api/health");
        if (health.isOk() && health.text().contains("\"database\"")) {
            return new ForeignServer(
                    named("Grafana", health), "write the address of Loki itself: Grafana shows it as a data source");
        }
        if (says(probe.getFromRoot("/-/ready"), "Prometheus Server is Ready")) {
            return new ForeignServer(
                    named("Prometheus", probe.getFromRoot("/api/v1/status/buildinfo")),
                    "write the address of Loki; its port is usually 3100");
        }
        if (says(probe.getFromRoot("/api/echo"), "echo")) {
            return new ForeignServer(
                    named("Tempo", probe.getFromRoot("/api/status/buildinfo")),
                    "write the address of Loki; both listen on port 3100 by default, so check the host");
        }
        return null;
    }

    /** The version in {@code reply}; null if there is none. */
    static @Nullable String version(Probe.Reply reply) {
        Matcher version = VERSION.matcher(reply.text());
        boolean found = reply.isOk() && reply.text().strip().startsWith("{") && version.find();
        return found ? version.group(1) : null;
    }

    private static String named(String name, Probe.Reply reply) {
        String version = version(reply);
        return version == null ? name : name + " " + version;
    }

    private static boolean says(Probe.Reply reply, String words) {
        return reply.isOk() && reply.text().length() < 200 && reply.text().contains(words);
    }
}
