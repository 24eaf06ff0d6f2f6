package io.fapilog.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The structure of the dashboards. Grafana publishes its schema in TypeScript and CUE only, so the rules are here. */
final class DashboardTest {
    private static final Set<String> TYPES = Set.of("stat", "timeseries", "table", "logs", "row");
    private static final int COLUMNS = 24;

    private record Box(int x, int y, int width, int height) {
        static Box of(JsonNode panel) {
            JsonNode grid = panel.path("gridPos");
            return new Box(
                    grid.path("x").asInt(),
                    grid.path("y").asInt(),
                    grid.path("w").asInt(),
                    grid.path("h").asInt());
        }

        boolean overlaps(Box other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }

    @Test
    void dashboards_haveUidTitleAndTheSchemaOfGrafana12() {
        List<JsonNode> dashboards = DeployFiles.dashboards();
        assertThat(dashboards)
                .extracting(dashboard -> dashboard.path("uid").asString())
                .containsExactly("fapilog-application", "fapilog-shipping");
        assertThat(dashboards).allSatisfy(dashboard -> {
            assertThat(dashboard.path("schemaVersion").asInt()).isEqualTo(41);
            assertThat(dashboard.path("title").asString()).isNotBlank();
            // A dashboard with an id would replace another one at the import.
            assertThat(dashboard.has("id")).isFalse();
        });
    }

    @Test
    void panels_haveIdsOfTheirOwnAndKnownTypes() {
        for (JsonNode dashboard : DeployFiles.dashboards()) {
            Set<Integer> ids = new HashSet<>();
            for (JsonNode panel : dashboard.path("panels")) {
                assertThat(ids.add(panel.path("id").asInt()))
                        .as(panel.toString())
                        .isTrue();
                assertThat(TYPES).contains(panel.path("type").asString());
                assertThat(panel.path("title").asString()).isNotBlank();
            }
        }
    }

    @Test
    void panels_doNotOverlapAndFitTheWidth() {
        for (JsonNode dashboard : DeployFiles.dashboards()) {
            List<Box> boxes = new ArrayList<>();
            for (JsonNode panel : dashboard.path("panels")) {
                Box box = Box.of(panel);
                assertThat(box.width()).isPositive();
                assertThat(box.height()).isPositive();
                assertThat(box.x() + box.width()).isLessThanOrEqualTo(COLUMNS);
                assertThat(boxes).as(panel.path("title").asString()).noneMatch(box::overlaps);
                boxes.add(box);
            }
        }
    }

    @Test
    void panels_haveQueriesOfTheirDataSource() {
        for (JsonNode dashboard : DeployFiles.dashboards()) {
            for (JsonNode panel : dashboard.path("panels")) {
                Set<String> references = new HashSet<>();
                for (JsonNode target : panel.path("targets")) {
                    assertThat(references.add(target.path("refId").asString())).isTrue();
                    assertThat(target.path("expr").asString()).isNotBlank();
                    assertThat(target.path("datasource")).isEqualTo(panel.path("datasource"));
                }
                assertThat(references.isEmpty())
                        .isEqualTo(panel.path("type").asString().equals("row"));
            }
        }
    }

    @Test
    void dataSources_areThoseThatAreProvisioned() {
        Set<String> provisioned = new TreeSet<>();
        for (JsonNode source : DeployFiles.yaml("compose/grafana/provisioning/datasources/fapilog.yaml")
                .path("datasources")) {
            provisioned.add(
                    source.path("type").asString() + " " + source.path("uid").asString());
        }
        Set<String> used = new TreeSet<>();
        for (JsonNode dashboard : DeployFiles.dashboards()) {
            dashboard
                    .findValues("datasource")
                    .forEach(source -> used.add(source.path("type").asString() + " "
                            + source.path("uid").asString()));
        }
        assertThat(used).isEqualTo(provisioned).hasSize(2);
    }

    @Test
    void variables_thatAreUsed_areDefinedAndUsed() {
        for (JsonNode dashboard : DeployFiles.dashboards()) {
            Set<String> defined = new TreeSet<>();
            dashboard
                    .path("templating")
                    .path("list")
                    .forEach(variable -> defined.add(variable.path("name").asString()));
            Set<String> used = new TreeSet<>();
            for (JsonNode panel : dashboard.path("panels")) {
                used.addAll(GrafanaVariables.in(panel.path("title").asString()));
                panel.path("targets")
                        .forEach(target -> used.addAll(
                                GrafanaVariables.in(target.path("expr").asString())));
            }
            dashboard
                    .path("templating")
                    .path("list")
                    .forEach(variable -> used.addAll(
                            GrafanaVariables.in(variable.path("query").toString())));
            used.removeAll(GrafanaVariables.OF_GRAFANA);
            assertThat(used).isEqualTo(defined);
        }
    }

    @Test
    void links_leadToTheOtherDashboard() {
        for (JsonNode dashboard : DeployFiles.dashboards()) {
            assertThat(dashboard.path("links").path(0).path("url").asString())
                    .isIn("/d/fapilog-application", "/d/fapilog-shipping")
                    .isNotEqualTo("/d/" + dashboard.path("uid").asString());
        }
    }
}
