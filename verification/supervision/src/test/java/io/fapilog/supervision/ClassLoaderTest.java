package io.fapilog.supervision;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.Reply;
import java.io.File;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A class loader that loaded, used and closed fapilog can be collected, whichever part of fapilog was used. */
class ClassLoaderTest {
    @TempDir
    private Path temporary;

    private final DevLoki loki = DevLoki.start();

    @AfterEach
    void stop() {
        loki.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Api", "Slf4j", "Jul", "JulReset", "Logback"})
    void loaderOfAnApplicationThatHasClosed_isCollected(String guest) throws Exception {
        WeakReference<ClassLoader> loader = visit(guest, "");
        assertThat(Arrived.at(loki)).hasSize(1);
        awaitCollection(loader);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&spool="})
    void serverStalled_loaderIsCollected(String spool) throws Exception {
        loki.script().always(Reply.stall());
        awaitCollection(visit("Undelivered", spool));
    }

    @Test
    void serverAway_loaderIsCollected() throws Exception {
        loki.stop();
        awaitCollection(visit("Undelivered", ""));
    }

    /** Runs an application and holds no reference to it afterwards. */
    private WeakReference<ClassLoader> visit(String guest, String spool) throws Exception {
        String parameters =
                "?labels=app=guest&batch_size=1" + (spool.isEmpty() ? "" : spool + temporary.resolve("spool"));
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            caller.setContextClassLoader(loader);
            run(loader.loadClass(Guest.class.getName() + "$" + guest), loki.lokiUri() + parameters);
            return new WeakReference<>(loader);
        } finally {
            caller.setContextClassLoader(before);
        }
    }

    private static void run(Class<?> guest, String sink) throws ReflectiveOperationException {
        Constructor<?> constructor = guest.getDeclaredConstructor();
        constructor.setAccessible(true);
        @SuppressWarnings("unchecked")
        Consumer<String> application = (Consumer<String>) constructor.newInstance();
        application.accept(sink);
    }

    private static void awaitCollection(WeakReference<ClassLoader> loader) {
        await().until(() -> {
            System.gc();
            return loader.get() == null;
        });
    }

    static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        for (String entry : path.split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }
}
