package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs each fault of a server or a network over HTTP, in both formats, with and without a spool, and checks what is
 * delivered, rejected, dropped, stored again and reported. Writes the result to {@code target/faults.md}.
 */
class FaultTableTest {
    private static final FaultReport REPORT = new FaultReport();

    @TempDir
    static Path directory;

    private static FaultTarget.ServerCertificates certificates;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void makeCertificates() {
        certificates = new FaultTarget.ServerCertificates(directory);
    }

    @AfterAll
    static void writeReport() {
        System.out.println("Fault table: " + REPORT.write().toAbsolutePath());
    }

    @ParameterizedTest(name = "{0}: {1}, spool: {2}")
    @MethodSource
    void fault_eachOfTheTable_hasTheExpectedResult(Fault fault, Format format, boolean spooled) {
        try (FaultTarget target = new FaultTarget(fault.place, certificates)) {
            REPORT.add(new FaultRun(fault, format, spooled ? temporary.resolve("spool") : null, target).run());
        }
    }

    @Test
    void table_statuses_includeAllThatAreTreatedDifferently() {
        Set<Integer> statuses =
                faults().stream().flatMap(fault -> fault.statuses.stream()).collect(Collectors.toSet());
        assertThat(statuses)
                .contains(200, 201, 202, 204, 299, 260, 400, 422)
                .contains(401, 402, 403, 404, 405, 406, 407, 410, 411, 415, 417, 426, 428, 431, 451, 511, 308)
                .contains(408, 409, 421, 423, 424, 425, 429, 500, 502, 503, 504, 507, 599, 0)
                .contains(413, 501, 505);
        assertThat(faults())
                .extracting(fault -> fault.statuses)
                .as("split, also if a component behind the server finds the push too large")
                .contains(List.of(413, 204, 204), List.of(500, 204, 204));
        assertThat(faults()).extracting(fault -> fault.name).doesNotHaveDuplicates();
    }

    @Test
    void page_rows_areThoseOfTheTable() throws IOException {
        List<String> documented =
                documented("fault").stream().map(row -> row.get(0)).toList();
        assertThat(documented).as("from target/faults.md").isEqualTo(names());
    }

    @Test
    void page_statuses_areJudgedAsItSays() throws IOException {
        List<List<String>> rows = documented("status");
        assertThat(rows).hasSizeGreaterThan(10);
        for (List<String> row : rows) {
            Matcher statuses = Pattern.compile("(?<!but )\\d{3}").matcher(row.get(0));
            while (statuses.find()) {
                int status = Integer.parseInt(statuses.group());
                assertThat(done(status)).as("%s", status).isEqualTo(row.get(1));
            }
        }
    }

    /** What is done about an answer without a text to a push of two events, in the words of the page. */
    private static String done(int status) {
        SealedBatch batch = new TestBatches().fresh(2);
        Verdict verdict = Answers.judge(new Answer(status, "", true, "", ""), batch, 0);
        if (verdict instanceof Verdict.Delivered) {
            return "delivered";
        } else if (verdict instanceof Verdict.Rejected || verdict instanceof Verdict.Uncertain) {
            return "rejected";
        } else if (verdict instanceof Verdict.TooLarge) {
            return "split";
        } else if (verdict instanceof Verdict.Unsupported) {
            return "dropped";
        }
        return verdict instanceof Verdict.RetrySlowly ? "retried slowly" : "retried";
    }

    /** The rows of the table whose first column has the title {@code first}, as cells. */
    private static List<List<String>> documented(String first) throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "faults.md")).stream()
                .dropWhile(line -> !line.startsWith("| " + first + " |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("| "))
                .map(line -> List.of(line.substring(2).split(" \\| ")))
                .toList();
    }

    private static List<String> names() {
        return faults().stream().map(fault -> fault.name).toList();
    }

    static Stream<Arguments> fault_eachOfTheTable_hasTheExpectedResult() {
        return faults().stream()
                .flatMap(fault -> Stream.of(Format.values())
                        .flatMap(
                                format -> Stream.of(false, true).map(spooled -> Arguments.of(fault, format, spooled))));
    }

    private static List<Fault> faults() {
        return Stream.of(
                        NetworkFaults.connections(),
                        NetworkFaults.pooledConnections(),
                        NetworkFaults.silences(),
                        NetworkFaults.oddAnswers(),
                        AccessFaults.tls(),
                        AccessFaults.tokens(directory),
                        AnswerFaults.delivered(),
                        AnswerFaults.refused(),
                        AnswerFaults.tooLarge(),
                        AnswerFaults.metadata(),
                        RetryFaults.soon(),
                        RetryFaults.later(),
                        RetryFaults.slowly(),
                        RetryFaults.always())
                .flatMap(List::stream)
                .toList();
    }
}
