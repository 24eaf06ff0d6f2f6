package io.fapilog.cli;

import io.fapilog.config.Quantities;
import io.fapilog.devloki.DevLokiBuilder;
import io.fapilog.devloki.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which conditions of production DevLoki rehearses. */
final class RehearsalOptions {
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9!_.*'()-]{1,150}");
    /** The tenant of all requests without {@code --auth}. */
    private static final String ANONYMOUS = "fake";

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description = {
                "Answer pushes by a fault; may be repeated, and the first one that lasts counts. FAULT is a status (200"
                        + " to 599), 'slow DURATION', 'hang' (no answer until it ends) or 'away' (the connection is"
                        + " reset); after it, as needed, 'for DURATION', 'next COUNT', 'retry-after SECONDS'; before it,"
                        + " as needed, 'after DURATION:'. Durations have the unit ms, s, m, h or d.",
                "Examples: '429 for 30s', '500 next 5', 'slow 2s for 1m', 'after 10s: 503 retry-after 5s for 20s'."
            })
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "RATE",
            description = "Answer 429 to a tenant that pushes more than RATE, such as 1MB/s, or 1MB/s,4MB with the"
                    + " burst. Without one it is one and a half of the rate; a larger push is never accepted.")
    private @Nullable String limit;

    @Option(
            names = "--tenant-limit",
            paramLabel = "TENANT=RATE",
            description = "As --limit, for one tenant; may be repeated.")
    private List<String> tenantLimits = new ArrayList<>();

    @Option(
            names = "--blocked-tenant",
            paramLabel = "TENANT",
            description = "Answer 260 to the pushes of this tenant, as Loki does when it is blocked; may be repeated.")
    private List<String> blockedTenants = new ArrayList<>();

    @Option(
            names = "--auth",
            description =
                    "Require a tenant of each request (X-Scope-OrgID), as Loki's auth_enabled does. Without it all"
                            + " are of the tenant " + ANONYMOUS + ".")
    private boolean auth;

    @Option(
            names = "--basic-auth",
            paramLabel = "USER:PASSWORD",
            description = "Require these credentials, as a gateway before Loki does; may be repeated.")
    private List<String> credentials = new ArrayList<>();

    @Option(names = "--token", paramLabel = "TOKEN", description = "Require this bearer token; may be repeated.")
    private List<String> tokens = new ArrayList<>();

    @Option(names = "--latency", paramLabel = "DURATION", description = "Answer each request late, such as 200ms.")
    private @Nullable String latency;

    @Option(
            names = "--no-metadata",
            description = "Refuse structured metadata, as Loki's allow_structured_metadata: false does.")
    private boolean noMetadata;

    /** Configures {@code server}; adds what is wrong with the options to {@code violations}. */
    void apply(DevLokiBuilder server, List<String> violations) {
        server.authEnabled(auth).limits(limits(violations));
        faults.forEach(fault -> attempt("--fault: ", violations, () -> server.fault(fault)));
        credentials.forEach(pair -> addCredentials(server, pair, violations));
        tokens.forEach(token -> attempt("--token: ", violations, () -> server.token(token)));
        if (latency != null) {
            applyLatency(server, latency, violations);
        }
    }

    /** What a client needs; empty if it is nothing special. */
    List<String> needs() {
        List<String> needs = new ArrayList<>();
        if (auth) {
            needs.add("a tenant: the header X-Scope-OrgID, in FAPILOG_SINKS &tenant=NAME");
        }
        if (!credentials.isEmpty()) {
            needs.add("credentials: in FAPILOG_SINKS loki://USER:PASSWORD@HOST");
        }
        if (!tokens.isEmpty()) {
            needs.add("a bearer token: in FAPILOG_SINKS &token=TOKEN");
        }
        return needs;
    }

    private static void attempt(String prefix, List<String> violations, Runnable setting) {
        try {
            setting.run();
        } catch (IllegalArgumentException e) {
            violations.add(prefix + e.getMessage());
        }
    }

    private Limits limits(List<String> violations) {
        Limits[] limits = {Limits.defaults().allowStructuredMetadata(!noMetadata)};
        if (limit != null) {
            readRate(
                    "--limit=" + limit,
                    limit,
                    violations,
                    rate -> limits[0] = limits[0].tenantRate(rate.bytesPerSecond(), rate.burst()));
        }
        for (String each : tenantLimits) {
            int equals = each.indexOf('=');
            String tenant = each.substring(0, Math.max(0, equals));
            checkTenant("--tenant-limit=" + each, tenant, violations);
            readRate(
                    "--tenant-limit=" + each,
                    each.substring(equals + 1),
                    violations,
                    rate -> limits[0] = limits[0].tenantRate(tenant, rate.bytesPerSecond(), rate.burst()));
        }
        for (String tenant : blockedTenants) {
            checkTenant("--blocked-tenant=" + tenant, tenant, violations);
            limits[0] = limits[0].blockedTenant(tenant);
        }
        return limits[0];
    }

    private static void readRate(String given, String text, List<String> violations, Consumer<IngestionRate> setting) {
        attempt(given + " ", violations, () -> setting.accept(IngestionRate.parse(text)));
    }

    private void checkTenant(String given, String tenant, List<String> violations) {
        if (!TENANT.matcher(tenant).matches()) {
            violations.add(given + " names no tenant; use 1 to 150 letters, digits and !-_.*'()"
                    + (given.startsWith("--tenant-limit") ? ", then = and a rate" : ""));
        } else if (!auth && !tenant.equals(ANONYMOUS)) {
            violations.add(given + " has no effect without --auth, since all requests are then of the tenant "
                    + ANONYMOUS + "; add --auth");
        }
    }

    private static void addCredentials(DevLokiBuilder server, String pair, List<String> violations) {
        int colon = pair.indexOf(':');
        if (colon < 1) {
            violations.add("--basic-auth has no user; write USER:PASSWORD");
        } else {
            server.basicAuth(pair.substring(0, colon), pair.substring(colon + 1));
        }
    }

    private static void applyLatency(DevLokiBuilder server, String text, List<String> violations) {
        try {
            server.latency(Quantities.duration(text));
        } catch (IllegalArgumentException e) {
            violations.add("--latency=" + text + " is no duration from 0 to 1h; write 200ms or 2s");
        }
    }
}
