package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
                .contains(401, 403, 404, 405, 407, 308)
                .contains(408, 429, 500, 502, 503, 504, 599, 0)
                .contains(413, 501, 505);
        assertThat(faults())
                .extracting(fault -> fault.statuses)
                .as("split, also if a component behind the server finds the push too large")
                .contains(List.of(413, 204, 204), List.of(500, 204, 204));
        assertThat(faults()).extracting(fault -> fault.name).doesNotHaveDuplicates();
    }

    @Test
    void page_rows_areThoseOfTheTable() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("..", "docs", "faults.md")).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split(" \\| ", 2)[0].substring(2))
                .filter(name -> !name.equals("fault") && !name.startsWith("---"))
                .toList();
        assertThat(documented).as("from target/faults.md").isEqualTo(names());
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
