package io.fapilog.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import io.fapilog.SinkSetting;
import io.fapilog.config.Quantities;
import io.fapilog.spi.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The compose file and the manifests. */
final class ManifestTest {
    private static final String COMPOSE = "compose/compose.yaml";

    @TempDir
    private Path directory;

    @Test
    void everyYaml_isOneDocument() {
        assertThat(DeployFiles.files("", ".yaml"))
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        file -> assertThat(DeployFiles.yaml(file).isObject()).isTrue());
    }

    @Test
    void images_areExactVersions() {
        List<String> images = new ArrayList<>();
        for (Path file : DeployFiles.files("", ".yaml")) {
            DeployFiles.yaml(file).findValues("image").forEach(image -> images.add(image.asString()));
        }
        assertThat(images).hasSize(4).allMatch(image -> image.matches("[a-z./]+:v?\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void compose_listensOnLoopbackOnlyAndKnowsWhenItIsHealthy() {
        JsonNode compose = DeployFiles.yaml(COMPOSE);
        compose.path("services").forEach(service -> {
            service.path("ports").forEach(port -> assertThat(port.asString()).startsWith("127.0.0.1:"));
            assertThat(service.path("ports").size()).isEqualTo(1);
            assertThat(service.path("healthcheck").path("test").path(0).asString())
                    .isEqualTo("CMD");
        });
        assertThat(compose.path("volumes").propertyNames()).containsExactlyInAnyOrder("loki", "prometheus", "grafana");
    }

    @Test
    void compose_filesThatAreMounted_exist() {
        List<Path> mounted = new ArrayList<>();
        DeployFiles.yaml(COMPOSE)
                .path("services")
                .forEach(service -> service.path("volumes").forEach(volume -> {
                    String source = volume.asString().split(":")[0];
                    if (source.startsWith(".")) {
                        assertThat(volume.asString()).endsWith(":ro");
                        mounted.add(DeployFiles.ROOT.resolve("compose").resolve(source));
                    }
                }));
        assertThat(mounted).hasSize(6).allMatch(Files::exists);
    }

    @Test
    void grafana_hasNoAnonymousUserAndItsPasswordFromAFile() throws IOException {
        JsonNode environment = DeployFiles.yaml(COMPOSE).at("/services/grafana/environment");
        assertThat(environment.path("GF_AUTH_ANONYMOUS_ENABLED").asString()).isEqualTo("false");
        assertThat(environment.path("GF_SECURITY_ADMIN_PASSWORD__FILE").asString())
                .isEqualTo("/run/secrets/"
                        + DeployFiles.yaml(COMPOSE)
                                .at("/services/grafana/secrets/0")
                                .asString());
        assertThat(environment.propertyNames())
                .doesNotContain("GF_SECURITY_ADMIN_PASSWORD", "GF_AUTH_ANONYMOUS_ORG_ROLE");
        String secret = DeployFiles.yaml(COMPOSE)
                .at("/secrets/grafana_admin_password/file")
                .asString();
        assertThat(secret).startsWith("./secrets/");
        assertThat(Files.readString(DeployFiles.ROOT.resolve("compose/.gitignore")))
                .contains("/secrets/");
    }

    @Test
    void grafana_findsTheDashboardsWhereTheyAreMounted() {
        String folder = DeployFiles.yaml("compose/grafana/provisioning/dashboards/fapilog.yaml")
                .at("/providers/0/options/path")
                .asString();
        JsonNode grafana = DeployFiles.yaml(COMPOSE).at("/services/grafana");
        assertThat(grafana.path("volumes").toString()).contains("\"../dashboards:" + folder + ":ro\"");
        String home = grafana.at("/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                .asString();
        assertThat(DeployFiles.ROOT.resolve("dashboards/" + home.substring(folder.length() + 1)))
                .exists();
    }

    @Test
    void kustomization_namesEveryManifest() {
        JsonNode kustomization = DeployFiles.yaml("kubernetes/kustomization.yaml");
        TreeSet<String> named = new TreeSet<>(List.of("kustomization.yaml"));
        kustomization.path("resources").forEach(resource -> named.add(resource.asString()));
        assertThat(DeployFiles.files("kubernetes", ".yaml"))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyElementsOf(named);
    }

    @Test
    void deployment_settings_areUnderstood() throws IOException {
        Map<String, String> environment = environment();
        String token = Files.writeString(directory.resolve("token"), "secret").toString();
        String sinks = variable("FAPILOG_SINKS").replace("/var/run/fapilog/token", token);
        FapilogBuilder builder = Fapilog.builder().sinks(sinks);
        environment.forEach((name, value) -> {
            if (name.startsWith("FAPILOG_") && !name.equals("FAPILOG_SINKS")) {
                builder.setting(name.substring("FAPILOG_".length()), value);
            }
        });
        List<Sink.Plan> plans = builder.plans();
        assertThat(plans).extracting(Sink.Plan::name).first().isEqualTo("stdout");
        assertThat(plans.get(1).settings())
                .extracting(SinkSetting::toString)
                .contains("enrich=version,k8s", "token=***", "tenant=shop", "labels=app=shop,env=prod");
        assertThat(environment).containsKeys("POD_NAME", "POD_NAMESPACE", "NODE_NAME", "CONTAINER_NAME");
    }

    @Test
    void deployment_spoolFitsItsVolumeAndTheCloseFitsTheGracePeriod() {
        JsonNode pod = DeployFiles.yaml("kubernetes/deployment.yaml").at("/spec/template/spec");
        long most = Quantities.bytes(variable("FAPILOG_SINKS").replaceFirst(".*spool_max=([^&]*).*", "$1"));
        assertThat(pod.at("/volumes/0/emptyDir/sizeLimit").asString()).matches("\\d+Mi");
        assertThat(Quantities.bytes(pod.at("/volumes/0/emptyDir/sizeLimit").asString() + "B"))
                .isGreaterThan(most);
        Duration close = Quantities.duration(variable("FAPILOG_CLOSE_TIMEOUT"));
        assertThat(pod.path("terminationGracePeriodSeconds").asLong()).isGreaterThan(close.toSeconds());
    }

    @Test
    void deployment_secretAndMounts_existWhereTheSettingsNameThem() {
        JsonNode pod = DeployFiles.yaml("kubernetes/deployment.yaml").at("/spec/template/spec");
        String sinks = variable("FAPILOG_SINKS");
        JsonNode mounts = pod.at("/containers/0/volumeMounts");
        assertThat(sinks)
                .contains("spool=" + mounts.at("/0/mountPath").asString() + "/")
                .contains("token=file:" + mounts.at("/1/mountPath").asString() + "/token");
        JsonNode secret = DeployFiles.yaml("kubernetes/secret.yaml");
        assertThat(secret.at("/metadata/name").asString())
                .isEqualTo(pod.at("/volumes/1/secret/secretName").asString());
        assertThat(secret.path("stringData").has("token")).isTrue();
        assertThat(mounts.at("/0/name").asString())
                .isEqualTo(pod.at("/volumes/0/name").asString());
        assertThat(mounts.at("/1/name").asString())
                .isEqualTo(pod.at("/volumes/1/name").asString());
    }

    private static String variable(String name) {
        return environment().getOrDefault(name, "");
    }

    /** The variables of the container; one without a value of its own has the path of the field. */
    private static Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        DeployFiles.yaml("kubernetes/deployment.yaml")
                .at("/spec/template/spec/containers/0/env")
                .forEach(variable -> environment.put(
                        variable.path("name").asString(),
                        variable.path("value")
                                .asString(variable.at("/valueFrom/fieldRef/fieldPath")
                                        .asString(""))));
        return environment;
    }
}
