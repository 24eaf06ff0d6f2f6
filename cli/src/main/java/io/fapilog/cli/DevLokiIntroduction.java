package io.fapilog.cli;

import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.Restored;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command says when its server is ready: where the page is, and how to ship to it. */
final class DevLokiIntroduction {
    private final PrintWriter out;
    private final DevLoki server;

    DevLokiIntroduction(PrintWriter out, DevLoki server) {
        this.out = out;
        this.server = server;
    }

    /** Opens the page, and says if there is no browser. */
    void open(Browser browser) {
        if (!browser.open(server.url() + "/")) {
            out.println("There is no browser here: open " + server.url() + "/ in yours.");
            out.println();
        }
    }

    void address() {
        out.println("DevLoki listens on " + server.url() + "; Ctrl-C ends it.");
        out.println();
        out.println("  look at it   " + server.url() + "/");
    }

    /** One line for each logging system, to be copied. */
    void shipping() {
        String uri = server.lokiUri() + "?labels=app=myapi,env=dev";
        out.println();
        out.println("Ship to it, with fapilog on the class path:");
        out.println("  anything     FAPILOG_SINKS='" + uri + "'");
        out.println("  Spring Boot  fapilog.sinks=" + uri);
        out.println("  Logback      <appender name=\"LOKI\" class=\"io.fapilog.logback.FapilogAppender\"><sink>" + uri
                + "</sink></appender>");
        out.println("  Log4j2       <Fapilog name=\"loki\" sink=\"" + uri + "\"/>");
        out.println("  JUL          io.fapilog.jul.FapilogHandler.sink = " + uri);
        out.println("  a file       ./fapilog ship --to '" + server.lokiUri() + "?labels=app=myapi' FILE");
    }

    void querying(@Nullable Path data, List<String> needs) {
        out.println();
        out.println("Query it, and let it fail:");
        out.println("  query it     curl -G " + server.url() + "/loki/api/v1/query_range \\");
        out.println("                    --data-urlencode 'query={app=\"myapi\"}'");
        out.println("  in Grafana   add a Loki data source with the URL " + server.url());
        if (data != null) {
            out.println("  data         " + data + ", " + restored(server.restored()));
        }
        needs.forEach(need -> out.println("  it needs     " + need));
        out.println("  rehearse     curl " + server.url() + "/_faults -d '429 for 30s'");
        out.flush();
    }

    private static String restored(Restored restored) {
        String text = restored.entries() + (restored.entries() == 1 ? " event read" : " events read");
        return restored.damagedBytes() == 0
                ? text
                : text + "; " + restored.damagedBytes() + " bytes were incomplete or damaged";
    }
}
