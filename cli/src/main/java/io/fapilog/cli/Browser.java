package io.fapilog.cli;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The browser of the user, opened by the program that the system has for it. */
final class Browser {
    private final String system;
    private final Map<String, String> environment;

    Browser() {
        this(System.getProperty("os.name", ""), System.getenv());
    }

    Browser(String system, Map<String, String> environment) {
        this.system = system.toLowerCase(Locale.ROOT);
        this.environment = environment;
    }

    /** Opens {@code url}, and returns at once. Returns false where there is no browser. */
    boolean open(String url) {
        List<String> command = command(url);
        if (command.isEmpty()) {
            return false;
        }
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(ProcessBuilder.Redirect.from(new File(isWindows() ? "NUL" : "/dev/null")))
                    .start();
            return true;
        } catch (IOException e) {
            // The program is missing.
            return false;
        }
    }

    /** The command that opens {@code url}, empty where no desktop is. */
    List<String> command(String url) {
        if (isWindows()) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", url);
        }
        if (system.startsWith("mac")) {
            return List.of("open", url);
        }
        boolean isDesktop = environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        return isDesktop ? List.of("xdg-open", url) : List.of();
    }

    private boolean isWindows() {
        return system.startsWith("windows");
    }
}
