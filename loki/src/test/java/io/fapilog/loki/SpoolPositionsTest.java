package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Spool;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpoolPositionsTest {
    @Test
    void part_anyCut_isThatOfTheList() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            SpoolPositions positions = new SpoolPositions();
            List<Long> list = new ArrayList<>();
            long next = 0;
            for (int i = random.nextInt(30); i > 0; i--) {
                next += random.nextInt(4) == 0 ? 5 : 1;
                long position = random.nextInt(6) == 0 ? Spool.NOT_ON_DISK : next;
                positions.add(position);
                list.add(position);
            }
            int cut = random.nextInt(list.size() + 1);

            assertThat(kept(positions)).isEqualTo(kept(list));
            assertThat(kept(positions.part(0, cut))).isEqualTo(kept(list.subList(0, cut)));
            assertThat(kept(positions.part(cut, list.size()))).isEqualTo(kept(list.subList(cut, list.size())));
            assertThat(positions.onDisk()).isEqualTo(kept(list).size());
        }
    }

    private static List<Long> kept(List<Long> positions) {
        return positions.stream().filter(each -> each != Spool.NOT_ON_DISK).toList();
    }

    private static List<Long> kept(SpoolPositions positions) {
        RecordingSpool spool = new RecordingSpool();
        positions.acknowledge(spool);
        return spool.acknowledged;
    }
}
