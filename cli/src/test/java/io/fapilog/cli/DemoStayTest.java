package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fapilog demo --stay} in a child process. */
final class DemoStayTest {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    @TempDir
    private Path directory;

    @Test
    void stay_logsUntilItIsEnded_andShowsItsAccount() throws Exception {
        Cli.Child child = new Cli.Child(directory);
        Process process = child.start("demo", "--stay", "--port", "0");
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> address(child).find());
            Matcher address = address(child);
            assertThat(address.find()).isTrue();
            String url = address.group();
            await().atMost(Duration.ofMinutes(1)).until(() -> delivered(url) > 20);
            String query = "/loki/api/v1/query_range?query=%7Bapp%3D%22shop%22%7D";
            assertThat(get(url + query)).contains("POST /orders");
            process.destroy();
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
        assertThat(child.err()).isEmpty();
    }

    @Test
    void stay_onAPortInUse_saysSo() throws Exception {
        Cli.Result result = Cli.run("demo", "--stay", "--port", "70000");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--port=70000 is out of range; use 0 to 65535");
    }

    private static Matcher address(Cli.Child child) throws Exception {
        return ADDRESS.matcher(String.join("\n", child.outLines()));
    }

    private static long delivered(String url) throws Exception {
        JsonNode senders = JsonMapper.shared().readTree(get(url + "/_senders")).get("senders");
        return senders.isEmpty() ? 0 : senders.get(0).get("delivered").asLong();
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }
}
