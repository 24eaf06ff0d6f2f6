package io.fapilog.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The Chromium of this machine, started once for all tests. For one thread. */
final class Chromium {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private static @Nullable Browser browser;

    private Chromium() {}

    /** The browser. Skips the test where there is none; on a build server that fails instead. */
    static Browser browser() {
        Browser started = browser;
        if (started == null) {
            started = start(executable());
            browser = started;
        }
        return started;
    }

    private static Path executable() {
        Optional<Path> found =
                NAMES.stream().flatMap(name -> onPath(name).stream()).findFirst();
        if (found.isEmpty()) {
            String message = "The page was not tested: there is no Chromium on the PATH, by none of the names " + NAMES;
            if (System.getenv("CI") != null) {
                throw new AssertionError(message);
            }
            System.err.println(message);
            Assumptions.abort(message);
        }
        return found.orElseThrow();
    }

    private static Optional<Path> onPath(String name) {
        String path = System.getenv("PATH");
        return List.of((path == null ? "" : path).split(File.pathSeparator)).stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The process ends with this one. */
    private static Browser start(Path executable) {
        Playwright.CreateOptions options =
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        return Playwright.create(options)
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        // Chromium refuses to run as root, as in a container, with its sandbox.
                        .setArgs(List.of("--no-sandbox", "--font-render-hinting=none")));
    }
}
