package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProgressTest {
    @Test
    void show_knownSize_drawsABar() {
        assertThat(new Progress(2048).show(512, 1_000, 20))
                .startsWith("[======                  ]  25% of 2.0 KiB  1,000 events  ")
                .endsWith("/s  20 pending");
    }

    @Test
    void show_moreThanTheSize_fillsTheBar() {
        assertThat(new Progress(10).show(30, 1, 0)).startsWith("[========================] 100% of 10 B");
    }

    @Test
    void show_unknownSize_showsTheBytes() {
        assertThat(new Progress(-1).show(3 << 20, 1, 0)).startsWith("3.0 MiB  1 events");
        assertThat(new Progress(0).show(0, 0, 0)).startsWith("0 B  0 events");
    }
}
