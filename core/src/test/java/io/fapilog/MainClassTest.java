package io.fapilog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainClassTest {
    @ParameterizedTest
    @CsvSource({
        "/opt/shop-1.0.jar --port 1, /opt/shop-1.0.jar, shop-1.0",
        "/opt/shop-1.0.jar --port 1, a.jar:b.jar, shop-1.0",
        "/opt/my app/order service.jar, /opt/my app/order service.jar, order service",
        "/opt/my app/order service.jar a b.jar, /opt/my app/order service.jar, order service",
        "shop.war, shop.war, shop",
        "shop.war x, '', shop",
        "shop, shop, shop",
        "com.acme.Shop x y, shop.jar, Shop",
        "com.acme.Shop x.jar, com, Shop",
        "shop.module/com.acme.Shop, '', Shop",
        "'', '', java"
    })
    void of_command_isTheJarOrTheClass(String command, String classPath, String name) {
        assertThat(MainClass.of(command, classPath)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"order service.jar", "order.jar", "order.jar.jar", "bestell dienst 2.war"})
    void name_inAProcessOfThisJar_isTheNameOfTheJar(String file, @TempDir Path directory) throws Exception {
        Path jar = Files.createDirectory(directory.resolve("my app")).resolve(file);
        write(jar);

        assertThat(run("-jar", jar.toString(), "an argument", "x.jar"))
                .isEqualTo(file.substring(0, file.length() - ".jar".length()));
        assertThat(run("-cp", jar.toString(), Program.class.getName(), "an argument"))
                .isEqualTo("MainClassTest$Program");
    }

    /** A jar with this program, which takes its classes from where they are. */
    private static void write(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Program.class.getName());
        manifest.getMainAttributes()
                .put(Attributes.Name.CLASS_PATH, location(MainClass.class) + " " + location(Program.class));
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    private static URI location(Class<?> type) {
        return URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString());
    }

    private static String run(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(System.getProperty("java.home", "") + "/bin/java");
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    /** A program that prints its name. */
    static final class Program {
        private Program() {}

        @SuppressWarnings("SystemOut") // its output is what it is for
        public static void main(String[] arguments) {
            System.out.println(MainClass.name());
        }
    }
}
