package io.fapilog;

import java.io.File;
import java.util.List;

/** The name of the program of this JVM. */
final class MainClass {
    private static final String UNKNOWN = "java";
    private static final List<String> EXTENSIONS = List.of(".jar", ".war");

    private MainClass() {}

    /** The main jar without its extension, else the simple name of the main class, else {@code java}. */
    static String name() {
        return of(System.getProperty("sun.java.command", ""), System.getProperty("java.class.path", ""));
    }

    /**
     * The name for a command: main jar or class, and arguments.
     *
     * @param command what spaces separate, also where a part contains spaces
     * @param classPath the main jar alone, if there is one, so that the end of its name is known
     */
    static String of(String command, String classPath) {
        if (!classPath.isEmpty() && (command + " ").startsWith(classPath + " ")) {
            return jar(classPath);
        }
        String main = command.strip().split("\\s+", 2)[0];
        if (EXTENSIONS.stream().anyMatch(main::endsWith)) {
            return jar(main);
        }
        String type = main.substring(main.lastIndexOf('/') + 1);
        String name = type.substring(type.lastIndexOf('.') + 1);
        return name.isEmpty() ? UNKNOWN : name;
    }

    private static String jar(String path) {
        String file = new File(path).getName();
        for (String extension : EXTENSIONS) {
            if (file.endsWith(extension) && file.length() > extension.length()) {
                return file.substring(0, file.length() - extension.length());
            }
        }
        return file;
    }
}
