package io.fapilog.verification.peers;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.verification.load.State;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each pipeline works, so that the comparison does not compare what is broken. */
class PipelineTest {
    @ParameterizedTest
    @EnumSource
    void burst_small_arrivesComplete(Pipeline pipeline) throws IOException, InterruptedException {
        int shipped = pipeline.ships() ? 500 : 0;
        // tjahzi may lose what is not sent when it is closed.
        int least = pipeline == Pipeline.LOG4J2_TJAHZI ? 1 : shipped;
        try (Receiver receiver = new Receiver()) {
            int port = Math.toIntExact(receiver.answer("count").get("port"));
            try (Target target = pipeline.open(port)) {
                assertThat(new Load(target).burst(500).get("logged")).isEqualTo(500);
            }
            // Not every pipeline has sent everything when its close returns.
            await().until(() -> receiver.answer("look").get("events") >= least);
            State arrived = receiver.answer("take");
            assertThat(arrived.get("distinct")).isBetween((long) least, (long) shipped);
            assertThat(arrived.get("events")).isEqualTo(arrived.get("distinct"));
        }
    }
}
