package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;

/** The endpoints about the server. Thread-safe. */
final class StatusEndpoints {
    private StatusEndpoints() {}

    static byte[] buildInfo() {
        return Json.object(out -> {
            out.writeStringProperty("version", "3.7.0-devloki");
            out.writeStringProperty("revision", "");
            out.writeStringProperty("branch", "");
            out.writeStringProperty("buildUser", "");
            out.writeStringProperty("buildDate", "");
            out.writeStringProperty("goVersion", "");
        });
    }

    /** The patterns of lines. DevLoki detects none. */
    static byte[] patterns(QueryRequest request) throws BadQuery {
        QueryRequest.matchers(request.text("query"));
        return Json.success(out -> {
            out.writeArrayPropertyStart("data");
            out.writeEndArray();
        });
    }

    /** The counters in Prometheus' text format. */
    static String metrics(Counters counters) {
        return metric("pushes", "Received pushes.", counters.pushes())
                + metric("entries_stored", "Stored entries.", counters.stored())
                + metric("entries_duplicate", "Entries that were stored already.", counters.duplicates())
                + metric("entries_rejected", "Refused entries.", counters.rejected())
                + metric("entries_evicted", "Entries removed to bound the memory.", counters.evicted());
    }

    private static String metric(String name, String help, long value) {
        String full = "devloki_" + name + "_total";
        return "# HELP " + full + " " + help + "\n# TYPE " + full + " counter\n" + full + " " + value + "\n";
    }
}
