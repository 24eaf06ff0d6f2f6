package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
import java.time.InstantSource;
import java.util.Map;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** The endpoints of the query API by path. Thread-safe. */
final class QueryApi {
    static final String BUILD_INFO = "/loki/api/v1/status/buildinfo";

    private static final String PREFIX = "/loki/api/v1";
    private static final Map<String, Endpoint> ENDPOINTS = Map.ofEntries(
            Map.entry("/query", QueryEndpoints::instant),
            Map.entry("/query_range", QueryEndpoints::range),
            Map.entry("/format_query", QueryEndpoints::format),
            Map.entry("/label", LabelEndpoints::names),
            Map.entry("/labels", LabelEndpoints::names),
            Map.entry("/series", LabelEndpoints::series),
            Map.entry("/detected_labels", LabelEndpoints::detected),
            Map.entry("/detected_fields", FieldEndpoints::detected),
            Map.entry("/index/stats", IndexEndpoints::stats),
            Map.entry("/index/volume", IndexEndpoints::volume),
            Map.entry("/index/volume_range", IndexEndpoints::volumeRange),
            Map.entry("/patterns", StatusEndpoints::patterns),
            Map.entry("/status/buildinfo", request -> StatusEndpoints.buildInfo()));

    private final Store store;
    private final InstantSource clock;

    QueryApi(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Whether {@code path} is a query endpoint. */
    static boolean serves(String path) {
        return endpoint(path) != null;
    }

    private static @Nullable Endpoint endpoint(String path) {
        if (!path.startsWith(PREFIX)) {
            return null;
        }
        String rest = path.substring(PREFIX.length());
        if (rest.matches("/label/[^/]+/values")) {
            return LabelEndpoints::values;
        }
        return rest.matches("/detected_field/[^/]+/values") ? FieldEndpoints::values : ENDPOINTS.get(rest);
    }

    /** A request for {@code path}. */
    QueryRequest request(String path, Fields parameters, String tenant, boolean categorized) {
        String rest = path.substring(PREFIX.length());
        return new QueryRequest(rest, parameters, tenant, categorized, clock.instant(), store);
    }

    /** The JSON response to a request for a {@code path} that {@link #serves} accepts. */
    byte[] respond(String path, Fields parameters, String tenant, boolean categorized) throws BadQuery {
        Endpoint endpoint = endpoint(path);
        if (endpoint == null) {
            throw new IllegalArgumentException(path);
        }
        return endpoint.respond(request(path, parameters, tenant, categorized));
    }
}
