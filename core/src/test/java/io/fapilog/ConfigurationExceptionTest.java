package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationExceptionTest {
    @Test
    void getMessage_oneViolation_isTheViolation() {
        assertThat(new ConfigurationException(List.of("a is wrong"))).hasMessage("a is wrong");
    }

    @Test
    void getMessage_twoViolations_listsBoth() {
        ConfigurationException thrown = new ConfigurationException(List.of("a is wrong", "b too"));

        assertThat(thrown).hasMessage("2 mistakes in the configuration:\n  - a is wrong\n  - b too");
        assertThat(thrown.violations()).containsExactly("a is wrong", "b too");
    }

    @Test
    void violations_afterSerialization_areStillThere() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ConfigurationException(List.of("a", "b")));
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ConfigurationException read = (ConfigurationException) in.readObject();
            assertThat(read.violations()).containsExactly("a", "b");
        }
    }
}
