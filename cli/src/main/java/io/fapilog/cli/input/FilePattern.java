package io.fapilog.cli.input;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files that an argument of the command names: one file, all files of a directory, or those that match a glob such
 * as {@code /var/log/*.log} or {@code /var/log/**}{@code /*.log}. Files that match later belong to it as well.
 */
public final class FilePattern {
    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

    private final String text;
    private final Path root;
    /** For paths relative to the root; none for a single file. */
    private final List<PathMatcher> matchers;

    private final int depth;

    private FilePattern(String text, Path root, List<PathMatcher> matchers, int depth) {
        this.text = text;
        this.root = root;
        this.matchers = matchers;
        this.depth = depth;
    }

    /**
     * The pattern that is given as {@code text}. A file of exactly this name is not a pattern.
     *
     * @throws InvalidPathException if it is no name of a file
     */
    public static FilePattern of(String text) {
        boolean isGlob = GLOB.matcher(text).find() && !exists(text);
        if (isGlob) {
            return ofGlob(text);
        }
        Path path = Path.of(text);
        return Files.isDirectory(path)
                ? new FilePattern(text, path, List.of(matcher(path, "[!.]*")), 1)
                : new FilePattern(text, path, List.of(), 0);
    }

    /** Whether it may name several files. */
    public boolean isOpen() {
        return !matchers.isEmpty();
    }

    /** The file that it names, or the directory that contains all that match. */
    public Path root() {
        return root;
    }

    /** Whether {@code path} may be one of its files. */
    boolean includes(Path path) {
        return isOpen() ? path.startsWith(root) && matches(path) : path.equals(root);
    }

    /** The present files in the order of their names. A directory that cannot be read is passed to {@code trouble}. */
    List<Path> paths(BiConsumer<Path, IOException> trouble) {
        if (!isOpen()) {
            return List.of(root);
        }
        Set<Path> found = new TreeSet<>();
        try {
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new Visitor(found, trouble));
        } catch (IOException e) {
            trouble.accept(root, e);
        }
        return new ArrayList<>(found);
    }

    @Override
    public String toString() {
        return text;
    }

    private static FilePattern ofGlob(String text) {
        String slashed = File.separatorChar == '\\' ? text.replace('\\', '/') : text;
        int first = firstMatch(slashed);
        int slash = slashed.lastIndexOf('/', first);
        String directory = slash < 0 ? "" : slash == 0 ? "/" : slashed.substring(0, slash);
        Path root = Path.of(directory);
        String glob = slashed.substring(slash + 1);
        List<PathMatcher> matchers = new ArrayList<>(List.of(matcher(root, glob)));
        // As in shells, ** also stands for no directory at all.
        if (glob.contains("**/")) {
            matchers.add(matcher(root, glob.replace("**/", "")));
        }
        int depth = glob.contains("**")
                ? Integer.MAX_VALUE
                : (int) glob.chars().filter(c -> c == '/').count() + 1;
        return new FilePattern(text, root, List.copyOf(matchers), depth);
    }

    private static int firstMatch(String text) {
        Matcher glob = GLOB.matcher(text);
        return glob.find() ? glob.start() : text.length();
    }

    private static PathMatcher matcher(Path root, String glob) {
        return root.getFileSystem().getPathMatcher("glob:" + glob);
    }

    private static boolean exists(String text) {
        try {
            return Files.exists(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private boolean matches(Path path) {
        Path relative = root.toString().isEmpty() ? path : root.relativize(path);
        return matchers.stream().anyMatch(matcher -> matcher.matches(relative));
    }

    /** Collects the files that match. */
    private final class Visitor extends SimpleFileVisitor<Path> {
        private final Set<Path> found;
        private final BiConsumer<Path, IOException> trouble;

        Visitor(Set<Path> found, BiConsumer<Path, IOException> trouble) {
            this.found = found;
            this.trouble = trouble;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && matches(file)) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            // A file that was renamed meanwhile is found under its new name by the next look.
            if (!(e instanceof NoSuchFileException) || file.equals(root)) {
                trouble.accept(file, e);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
