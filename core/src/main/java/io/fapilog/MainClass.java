package io.fapilog;

import java.nio.file.Path;

/** The name of the program of this JVM. */
final class MainClass {
    private static final String UNKNOWN = "java";

    private MainClass() {}

    /** The main jar without its extension, else the simple name of the main class, else {@code java}. */
    static String name() {
        return of(System.getProperty("sun.java.command", ""));
    }

    static String of(String command) {
        String main = command.strip().split("\\s+", 2)[0];
        if (main.endsWith(".jar")) {
            String file = String.valueOf(Path.of(main).getFileName());
            return file.substring(0, file.length() - ".jar".length());
        }
        String type = main.substring(main.lastIndexOf('/') + 1);
        String name = type.substring(type.lastIndexOf('.') + 1);
        return name.isEmpty() ? UNKNOWN : name;
    }
}
