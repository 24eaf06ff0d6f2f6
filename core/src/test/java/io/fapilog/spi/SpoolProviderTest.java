package io.fapilog.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpoolProviderTest {
    @Test
    void find_moduleMissing_warnsOnceAndNamesTheArtifact() {
        List<String> warnings = new ArrayList<>();
        Diagnostics diagnostics = new Diagnostics() {
            @Override
            public void info(String message) {
                warnings.add("info: " + message);
            }

            @Override
            public void warn(String key, String message) {
                warnings.add(message);
            }
        };

        assertThat(SpoolProvider.find(diagnostics)).isEmpty();
        assertThat(warnings)
                .hasSize(1)
                .first()
                .asString()
                .contains("io.fapilog:fapilog-spool", "works without a spool");
    }
}
