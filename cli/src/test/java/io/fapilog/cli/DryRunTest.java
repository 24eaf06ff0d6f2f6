package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.SinkPreview;
import io.fapilog.devloki.DevLoki;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DryRunTest {
    private static final String NOBODY = "loki://127.0.0.1:1?labels=app=shop";

    @TempDir
    private Path directory;

    @Test
    void dryRun_withoutAServer_printsLabelsMetadataAndMaskedLine() throws IOException {
        Cli.Result result = dryRun(
                "{'level':'WARN','logger':'shop.Orders','msg':'late','password':'x9','trace_id':'ab\\\"c'}",
                NOBODY + "&label_fields=level");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .hasSize(2)
                .startsWith("-> loki://127.0.0.1:1 {app=\"shop\",level=\"WARN\"} trace_id=\"ab\\\"c\"");
        assertThat(result.out())
                .contains("\"message\":\"late\"", "\"password\":\"***\"")
                .doesNotContain("x9");
        assertThat(result.err()).contains("1 would be sent").doesNotContain("delivered", "WARN fapilog");
    }

    @Test
    void dryRun_withEventsThatAreNotTaken_countsThemByReason() throws IOException {
        String debug = "{'level':'DEBUG','msg':'a'}\n";
        Cli.Result result = dryRun(debug.repeat(3) + "{'level':'ERROR','msg':'c'}\n", NOBODY + "&level=info");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("\"c\"").doesNotContain("\"a\"");
        assertThat(result.err()).contains("1 would be sent", "3 dropped (filtered)");

        Cli.Result old = dryRun("{'msg':'b','time':'2001-01-01T00:00:00Z'}\n", NOBODY);
        assertThat(old.code()).isEqualTo(1);
        assertThat(old.out()).isEmpty();
        assertThat(old.err()).contains("0 would be sent", "1 dropped (too_old)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "label_fields=level,logger",
                "metadata=*",
                "metadata=none&fields=*,!n",
                "label_fields=u*&metadata=*,!n&enrich=pid",
                "max_line=1KiB&max_field=64",
                "redact=email,ip&empty_fields=drop",
                "format=json"
            })
    void dryRun_ofAnySettings_printsWhatIsSent(String settings) throws IOException {
        String lines = "{'level':'INFO','logger':'l','thread':'t','msg':'mail a@b.example at 10.0.0.1','n':{'a':[1,2]},"
                + "'user':'u1','empty':'','long':'" + "x".repeat(3_000) + "'}\n"
                + "{'level':'ERROR','logger':'k','thread':'t','msg':'second','user':'u2'}\n";
        try (DevLoki server = DevLoki.start()) {
            String uri = server.lokiUri() + "?labels=app=shop&" + settings;
            Cli.Result preview = dryRun(lines, uri);
            assertThat(server.entries()).isEmpty();

            Path file = write(lines);
            assertThat(Cli.run("ship", "--to", uri, file.toString()).code()).isZero();

            List<String> printed =
                    preview.out().lines().filter(line -> line.startsWith("{")).toList();
            assertThat(printed)
                    .map(DryRunTest::withoutTime)
                    .containsExactlyInAnyOrderElementsOf(server.entries().stream()
                            .map(entry -> withoutTime(entry.line()))
                            .toList());
            server.entries().forEach(entry -> {
                assertPrinted(preview, entry.labels());
                assertPrinted(preview, entry.metadata());
            });
        }
    }

    @Test
    void dryRun_withOptionsThatNeedDelivery_namesThem() throws IOException {
        Path file = write("x\n");
        String rejected = directory.resolve("r").toString();
        Cli.Result result = Cli.run(
                "ship", "--dry-run", "--to", NOBODY, "--state", rejected, "--rejected", rejected, file.toString());

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("--dry-run does not go with --state", "--dry-run does not go with --report and --rejected");
        assertThat(Path.of(rejected)).doesNotExist();
    }

    @Test
    void dryRun_withASpool_createsNone() throws IOException {
        Path spool = directory.resolve("spool");
        assertThat(dryRun("x\n", NOBODY + "&spool=" + spool).code()).isZero();
        assertThat(spool).doesNotExist();
    }

    @Test
    void print_whenNobodyReads_isAbandoned() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        DryRun run = new DryRun(new PrintWriter(broken, false, StandardCharsets.UTF_8));
        assertThat(run.isAbandoned()).isFalse();
        run.accept(new SinkPreview("loki", Map.of(), 0, Map.of(), "{}"));
        assertThat(run.isAbandoned()).isTrue();
    }

    private static void assertPrinted(Cli.Result preview, Map<String, String> pairs) {
        pairs.forEach((name, value) -> {
            boolean isOfServer = name.equals("service_name") || name.equals("detected_level");
            if (!isOfServer && !name.equals("pid")) {
                assertThat(preview.out()).contains(name + "=\"");
            }
        });
    }

    private static String withoutTime(String line) {
        return line.replaceFirst("\"timestamp\":\"[^\"]*\"", "");
    }

    private Cli.Result dryRun(String lines, String uri) throws IOException {
        return Cli.run("ship", "--dry-run", "--to", uri, write(lines).toString());
    }

    private Path write(String lines) throws IOException {
        return Files.writeString(directory.resolve("a.log"), lines.replace('\'', '"'), StandardCharsets.UTF_8);
    }
}
