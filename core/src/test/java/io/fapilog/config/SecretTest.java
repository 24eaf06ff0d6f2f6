package io.fapilog.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fapilog.testkit.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
    @TempDir
    private Path folder;

    @Test
    void of_plainText_isTheValueAndIsNotShown() {
        Secret secret = Secret.of("s3cret");

        assertThat(secret.value()).isEqualTo("s3cret");
        assertThat(secret).hasToString("***");
        assertThat(secret.refresh()).isFalse();
    }

    @Test
    void of_variable_isItsValue() {
        Map.Entry<String, String> any = System.getenv().entrySet().iterator().next();

        Secret secret = Secret.of("env:" + any.getKey());

        assertThat(secret.value()).isEqualTo(any.getValue());
        assertThat(secret.refresh()).isFalse();
    }

    @Test
    void of_variableThatIsNotSet_isRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Secret.of("env:FAPILOG_NOT_SET"))
                .withMessage("the environment variable FAPILOG_NOT_SET is not set");
    }

    @Test
    void of_file_isItsContentWithoutTheLastLineFeed() throws IOException {
        Secret secret = Secret.of("file:" + write(" s3cret \r\n\n"));

        assertThat(secret.value()).isEqualTo(" s3cret");
    }

    @Test
    void refresh_changedFile_readsItAgain() throws IOException {
        Path file = write("one");
        Secret secret = Secret.of("file:" + file);

        write("two");

        assertThat(secret.refresh()).isTrue();
        assertThat(secret.value()).isEqualTo("two");
        assertThat(secret.refresh()).isFalse();
    }

    @Test
    void refresh_changeThatKeepsTheTimeOfTheFile_isSeen() throws IOException {
        Path file = write("one");
        FileTime time = Files.getLastModifiedTime(file);
        Secret secret = Secret.of("file:" + file);

        write("two");
        Files.setLastModifiedTime(file, time);

        assertThat(secret.refresh()).isTrue();
        assertThat(secret.value()).isEqualTo("two");
    }

    @Test
    void refresh_fileIsGone_keepsTheValue() throws IOException {
        Path file = write("one");
        Secret secret = Secret.of("file:" + file);

        Files.delete(file);
        assertThat(secret.refresh()).isFalse();
        assertThat(secret.value()).isEqualTo("one");

        write("two");
        assertThat(secret.refresh()).isTrue();
    }

    @Test
    void refresh_fileGrewTooLarge_keepsTheValue() throws IOException {
        Path file = write("one");
        Secret secret = Secret.of("file:" + file);

        write("x".repeat((1 << 20) + 1));

        assertThat(secret.refresh()).isFalse();
        assertThat(secret.value()).isEqualTo("one");
    }

    @Test
    void of_unreadableFile_isRefusedWithoutItsContent() throws IOException {
        Path binary = folder.resolve("binary");
        Files.write(binary, new byte[] {'s', '3', 'c', (byte) 0xFF});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Secret.of("file:" + folder.resolve("missing")))
                .withMessageContaining("missing cannot be read (NoSuchFileException)");
        assertThatIllegalArgumentException().isThrownBy(() -> Secret.of("file:" + folder));
        assertThatIllegalArgumentException().isThrownBy(() -> Secret.of("file:\0"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Secret.of("file:" + binary))
                .withMessageNotContaining("s3c");
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("secret"), content);
    }

    @Test
    void of_variableWithLineEndsAtItsEnd_isWithoutThem() throws Exception {
        for (String end : List.of("", "\n", "\r\n", "\n\n")) {
            Child child = Child.run(ShowsSecret.class, Map.of("FAPILOG_TEST_SECRET", " one\ntwo " + end), List.of());
            assertThat(child.out()).isEqualTo("[ one\ntwo ]");
        }
    }

    @Test
    void values_fileChangedSeveralTimes_areTheLastOnes() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "0");
        Secret secret = Secret.of("file:" + file);
        for (int i = 1; i <= 7; i++) {
            Files.writeString(file, i + "\n");
            assertThat(secret.refresh()).isTrue();
        }
        assertThat(secret.values()).containsExactly("7", "6", "5", "4", "3");
    }

    /** Prints the secret of a variable. */
    static final class ShowsSecret {
        private ShowsSecret() {}

        public static void main(String[] arguments) {
            System.out.print("[" + Secret.of("env:FAPILOG_TEST_SECRET").value() + "]");
        }
    }
}
