package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Spool;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpoolPositionsTest {
    @Test
    void part_atAnyBorder_equalsThePartOfAList() {
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
            int border = random.nextInt(list.size() + 1);

            assertThat(onDisk(positions)).isEqualTo(onDisk(list));
            assertThat(onDisk(positions.part(0, border))).isEqualTo(onDisk(list.subList(0, border)));
            assertThat(onDisk(positions.part(border, list.size())))
                    .isEqualTo(onDisk(list.subList(border, list.size())));
            assertThat(positions.onDisk()).isEqualTo(onDisk(list).size());
        }
    }

    private static List<Long> onDisk(List<Long> positions) {
        return positions.stream().filter(each -> each != Spool.NOT_ON_DISK).toList();
    }

    private static List<Long> onDisk(SpoolPositions positions) {
        RecordingSpool spool = new RecordingSpool();
        positions.acknowledge(spool);
        return spool.acknowledged;
    }
}
