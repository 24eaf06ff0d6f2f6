package io.fapilog.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** An application in one merged jar, which has all classes of fapilog but not all of its services files. */
class ServicesFileTest {
    @Test
    void sinkWithoutItsServicesFile_theWarningNamesTheFileAndHowToMergeIt() throws Exception {
        assertThat(warningsWithout("META-INF/services/io.fapilog.spi.SinkProvider", "loki://127.0.0.1:1"))
                .contains("the sink loki://127.0.0.1:1 needs its services file", "io.fapilog.loki.LokiSinkProvider")
                .contains("META-INF/services/io.fapilog.spi.SinkProvider")
                .contains("ServicesResourceTransformer", "mergeServiceFiles()", "Spring Boot")
                .doesNotContain("fapilog-loki");
    }

    @Test
    void spoolWithoutItsServicesFile_theWarningNamesTheFileAndHowToMergeIt() throws Exception {
        assertThat(warningsWithout(
                        "META-INF/services/io.fapilog.spi.SpoolProvider", "loki://127.0.0.1:1?spool=/nowhere"))
                .contains("spool needs its services file", "io.fapilog.spool.SegmentSpoolProvider")
                .contains("META-INF/services/io.fapilog.spi.SpoolProvider", "works without a spool")
                .doesNotContain("fapilog-spool");
    }

    @Test
    void stdoutWithoutAnyServicesFile_works() throws Exception {
        assertThat(warningsWithout("META-INF/services/", "stdout")).isEmpty();
    }

    /** Starts and closes {@code sink} in an application without some files, and returns what fapilog has reported. */
    private static String warningsWithout(String files, String sink) throws Exception {
        try (URLClassLoader loader = new MergedJar(files)) {
            Constructor<?> constructor =
                    loader.loadClass(Guest.class.getName() + "$Configured").getDeclaredConstructor();
            constructor.setAccessible(true);
            @SuppressWarnings("unchecked")
            UnaryOperator<String> application = (UnaryOperator<String>) constructor.newInstance();
            return application.apply(sink);
        }
    }

    /** The class path of the tests, without the files whose names begin with {@code hidden}. */
    private static final class MergedJar extends URLClassLoader {
        private final String hidden;

        MergedJar(String hidden) throws IOException {
            super(ClassLoaderTest.classPath(), ClassLoader.getPlatformClassLoader());
            this.hidden = hidden;
        }

        @Override
        public Enumeration<URL> findResources(String name) throws IOException {
            return name.startsWith(hidden) ? Collections.emptyEnumeration() : super.findResources(name);
        }
    }
}
