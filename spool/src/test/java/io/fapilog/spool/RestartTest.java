package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Ledger;
import io.fapilog.spi.Spool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a process finds of the events that an earlier one stored. */
final class RestartTest extends RigTest {
    @Test
    void restart_segmentPartlySettled_readsUnsettledEvents() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 10);
        spool.acknowledge(0, 3);
        spool.acknowledge(7, 8);
        rig.step(spool, SpoolRig.SYNC);

        assertThat(SpoolRig.lines(rig.restart())).containsExactly("3", "4", "5", "6", "8", "9");
    }

    @Test
    void restart_cursorDeleted_readsSettledEventsAgain() throws IOException {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.start();
        rig.appendLarge(spool, 200);
        spool.acknowledge(0, 5);
        rig.step(spool, SpoolRig.SYNC);
        assertThat(rig.files(".seg")).hasSizeGreaterThan(2);
        Files.delete(rig.file("cursor"));

        assertThat(SpoolRig.lines(rig.restart()))
                .hasSize(200)
                .first()
                .asString()
                .startsWith("0 ");
    }

    @Test
    void restart_anyEntry_isReadUnchanged() throws IOException {
        SegmentSpool spool = rig.start();
        byte[] bytes = "Grüße, 世界 \uD83D\uDE00 \u0000\n".getBytes(StandardCharsets.UTF_8);
        spool.append(new Spool.Entry("mieter-ä", Map.of("ort", "Köln"), -1, Map.of("schlüssel", "wert→"), bytes));
        spool.doWork(rig.time.ticks());

        Spool.Entry read = rig.restart().read(1).get(0).entry();

        assertThat(read.line()).isEqualTo(bytes);
        assertThat(read.tenant()).isEqualTo("mieter-ä");
        assertThat(read.labels()).isEqualTo(Map.of("ort", "Köln"));
        assertThat(read.metadata()).isEqualTo(Map.of("schlüssel", "wert→"));
        assertThat(read.time()).isEqualTo(-1);
    }

    @Test
    void oldest_onlyHeldEvents_isNoEventUntilRestart() throws IOException {
        SegmentSpool spool = rig.start();
        spool.append(new Spool.Entry("", SpoolRig.LABELS, 300, Map.of(), new byte[1]));
        spool.append(new Spool.Entry("", SpoolRig.LABELS, 200, Map.of(), new byte[1]));
        spool.doWork(rig.time.ticks());
        assertThat(spool.oldest()).isEqualTo(Ledger.NO_EVENT);

        spool = rig.restart();
        assertThat(spool.oldest()).isEqualTo(200);
        assertThat(spool.read(1 << 20).stream().map(Spool.Stored::position)).hasSize(2);
        assertThat(spool.oldest()).isEqualTo(Ledger.NO_EVENT);
    }
}
