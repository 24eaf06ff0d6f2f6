package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fapilog.spi.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code fapilog devloki} with its options, over HTTP. */
final class DevLokiCommandTest {
    @TempDir
    private Path directory;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Starts the command on a free port and returns its URL. */
    private String start(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("devloki", "--port", "0"));
        arguments.addAll(Arrays.asList(options));
        Cli.Child child = new Cli.Child(directory);
        processes.add(child.start(arguments.toArray(String[]::new)));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> child.outLines().stream().anyMatch(line -> line.contains("rehearse")));
        return String.join("\n", child.outLines()).replaceFirst("(?s).*listens on (http://[0-9.:]+);.*", "$1");
    }

    private static HttpResponse<String> push(String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/loki/api/v1/push"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"streams\":[{\"stream\":{\"app\":\"x\"},\"values\":[[\""
                        + TimeSource.system().epochNanos() + "\",\"0123456789\",{\"a\":\"b\"}]]}]}"));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void devloki_withTenants_limitsAndBlocksThem() throws Exception {
        String url = start(
                "--auth",
                "--limit=1MB/s",
                "--tenant-limit=small=4B/s,8B",
                "--blocked-tenant=bad",
                "--latency=1ms",
                "--fault",
                "429 retry-after 5s next 1",
                "--fault=503 next 1");
        HttpResponse<String> fault = push(url, "X-Scope-OrgID", "a");
        assertThat(fault.statusCode()).isEqualTo(429);
        assertThat(fault.headers().firstValue("Retry-After")).contains("5");
        assertThat(push(url, "X-Scope-OrgID", "a").statusCode()).isEqualTo(503);
        assertThat(push(url).body()).isEqualTo("no org id\n");
        assertThat(push(url, "X-Scope-OrgID", "a").statusCode()).isEqualTo(204);
        assertThat(push(url, "X-Scope-OrgID", "small").body()).contains("user small (limit: 4 bytes/sec)");
        assertThat(push(url, "X-Scope-OrgID", "bad").statusCode()).isEqualTo(260);
    }

    @Test
    void devloki_asAGateway_requiresCredentialsAndRefusesMetadata() throws Exception {
        String url = start("--basic-auth", "ann:pass", "--token=t0", "--no-metadata");
        assertThat(push(url).statusCode()).isEqualTo(401);
        assertThat(push(url, "Authorization", "Bearer t0").body())
                .contains("structured metadata, but this feature is disallowed");
        assertThat(push(url, "Authorization", "Basic YW5uOnBhc3M=").statusCode())
                .isEqualTo(400);
    }

    @Test
    void devloki_withData_hasItAfterAKill() throws Exception {
        Path data = directory.resolve("data");
        String url = start("--data", data.toString());
        assertThat(push(url).statusCode()).isEqualTo(204);
        Cli.Result second = Cli.run("devloki", "--port=0", "--data=" + data);
        assertThat(second.code()).isEqualTo(2);
        assertThat(second.err()).contains("--data: the data folder " + data + " is in use by another DevLoki");
        end();
        start("--data", data.toString());
        assertThat(Files.readString(directory.resolve("child.out"))).contains(data + ", 1 event read\n");
    }

    @Test
    void devloki_dataThatIsAFile_isAUsageError() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "x");
        Cli.Result result = Cli.run("devloki", "--port=0", "--data=" + file);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--data: the data folder " + file + " cannot be used");
    }

    @Test
    void devloki_wrongValues_areListedTogetherWithTheirMends() {
        Cli.Result result = Cli.run(
                "devloki",
                "--port=65536",
                "--fault=42",
                "--limit=fast",
                "--tenant-limit=team-a=1MB/s",
                "--tenant-limit=1MB/s",
                "--tenant-limit=fake=0B/s",
                "--blocked-tenant=a/b",
                "--basic-auth=geheim",
                "--token=",
                "--latency=2h");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .hasSize(11)
                .anyMatch(line -> line.contains("10 mistakes in the configuration"))
                .anyMatch(line -> line.contains("--port=65536 is out of range; use 0 to 65535"))
                .anyMatch(
                        line -> line.contains("--fault: '42' is no fault: 42 is no status") && line.contains("429 for"))
                .anyMatch(line -> line.contains("--limit=fast is no rate; write a rate such as 1MB/s"))
                .anyMatch(line -> line.contains("--tenant-limit=team-a=1MB/s has no effect without --auth"))
                .anyMatch(line -> line.contains("--tenant-limit=1MB/s names no tenant"))
                .anyMatch(line -> line.contains("--tenant-limit=fake=0B/s is zero"))
                .anyMatch(line -> line.contains("--blocked-tenant=a/b names no tenant"))
                .anyMatch(line -> line.contains("--basic-auth has no user; write USER:PASSWORD"))
                .anyMatch(line -> line.contains("--token: a token must not be empty"))
                .anyMatch(line -> line.contains("--latency=2h is no duration from 0 to 1h"));
        assertThat(result.err()).doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1MB/s | 1000000 | 1500000",
                "500kib/s | 512000 | 768000",
                "3B/s | 3 | 4",
                "1MiB/s,4MB | 1048576 | 4000000",
                "2GB/s,1GiB | 2000000000 | 1073741824"
            })
    void parse_rate_hasItsBurst(String text, long rate, long burst) {
        assertThat(IngestionRate.parse(text)).isEqualTo(new IngestionRate(rate, burst));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1MB", "MB/s", "1 MB/s", "-1MB/s", "1MB/s,", "1MB/s,0B", "0MB/s", "1.5MB/s", "1XB/s"})
    void parse_otherText_isRejected(String text) {
        assertThatThrownBy(() -> IngestionRate.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(IngestionRate.ALLOWED);
    }
}
