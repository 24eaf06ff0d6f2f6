package io.fapilog.cli;

import io.fapilog.Finding;
import java.io.PrintWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prints all results as one JSON object. */
final class JsonCheckReport extends CheckReport {
    private final PrintWriter out;
    private final JsonMapper json = new JsonMapper();
    private final ArrayNode findings = json.createArrayNode();

    JsonCheckReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    void print(Finding finding) {
        ObjectNode node = findings.addObject();
        node.put("sink", finding.sink());
        node.put("outcome", finding.outcome().name());
        node.put("subject", finding.subject());
        node.put("sentence", finding.sentence());
        node.put("mend", finding.mend());
    }

    @Override
    void end() {
        ObjectNode report = json.createObjectNode();
        report.put("outcome", worst().name());
        report.set("findings", findings);
        out.println(json.writerWithDefaultPrettyPrinter().writeValueAsString(report));
        out.flush();
    }
}
