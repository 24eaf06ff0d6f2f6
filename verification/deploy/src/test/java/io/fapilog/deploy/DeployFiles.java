package io.fapilog.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files in the folder {@code deploy}, parsed. */
final class DeployFiles {
    static final Path ROOT = Path.of("..", "..", "deploy");

    private static final JsonMapper JSON = new JsonMapper();

    /** A query of a dashboard or a rule. */
    record Query(String where, String language, String expression, boolean isInstant) {
        @Override
        public String toString() {
            return where + ": " + expression;
        }
    }

    private DeployFiles() {}

    /** The dashboards. */
    static List<JsonNode> dashboards() {
        return files("dashboards", ".json").stream()
                .map(file -> JSON.readTree(file.toFile()))
                .toList();
    }

    /** A file that has one YAML document, as a tree. */
    static JsonNode yaml(Path file) {
        try {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            return JSON.valueToTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(String file) {
        return yaml(ROOT.resolve(file));
    }

    static List<Path> files(String folder, String end) {
        try (Stream<Path> found = Files.walk(ROOT.resolve(folder))) {
            return found.filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All queries in {@code language}, of dashboards and rules. */
    static List<Query> queries(String language) {
        List<Query> queries = new ArrayList<>();
        for (JsonNode dashboard : dashboards()) {
            for (JsonNode panel : dashboard.path("panels")) {
                for (JsonNode target : panel.path("targets")) {
                    queries.add(query(dashboard, panel, target));
                }
            }
        }
        addRules("alerts/loki.yaml", "loki", queries);
        addRules("alerts/prometheus.yaml", "prometheus", queries);
        return queries.stream()
                .filter(query -> query.language().equals(language))
                .toList();
    }

    private static Query query(JsonNode dashboard, JsonNode panel, JsonNode target) {
        boolean instant = target.path("instant").asBoolean(false)
                || target.path("queryType").asString("").equals("instant");
        String where =
                dashboard.path("title").asString() + " / " + panel.path("title").asString();
        String language = target.path("datasource").path("type").asString();
        return new Query(where, language, target.path("expr").asString(), instant);
    }

    private static void addRules(String file, String language, List<Query> target) {
        for (JsonNode group : yaml(file).path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                String where = file + " / " + rule.path("alert").asString();
                target.add(new Query(where, language, rule.path("expr").asString(), true));
            }
        }
    }
}
