package io.fapilog.cli.input;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files that a rotation makes of one file: those in its directory with its name and a number or a date, behind it or
 * before its extension, as {@code app.log.1}, {@code app.log-20261127}, {@code app-2026-11-27.log}; not the compressed
 * ones.
 */
final class Family {
    private static final String STAMP = "[-._][0-9][-0-9._T:]*";
    private static final Pattern COMPRESSED = Pattern.compile(".*\\.(gz|bz2|xz|zst|lz4|zip)", Pattern.CASE_INSENSITIVE);

    private final Path directory;
    private final Pattern name;

    Family(Path path) {
        String file = String.valueOf(path.getFileName());
        int dot = file.lastIndexOf('.');
        String base = dot <= 0 ? file : file.substring(0, dot);
        String extension = dot <= 0 ? "" : file.substring(dot);
        Path parent = path.getParent();
        directory = parent == null ? Path.of("") : parent;
        name = Pattern.compile(Pattern.quote(file) + "(" + STAMP + "|[-._](old|bak|prev)|~)|" + Pattern.quote(base)
                + STAMP + Pattern.quote(extension));
    }

    /** The files, the one that was modified first at the beginning. */
    List<Member> members() throws IOException {
        List<Member> members = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, this::isMember)) {
            for (Path path : files) {
                add(path, members);
            }
        }
        members.sort(Comparator.comparing(member -> member.attributes().lastModifiedTime()));
        return members;
    }

    /** Whether a name is that of a compressed file. */
    static boolean isCompressed(Path path) {
        return COMPRESSED.matcher(path.toString()).matches();
    }

    private boolean isMember(Path path) {
        return !isCompressed(path)
                && name.matcher(String.valueOf(path.getFileName())).matches();
    }

    private static void add(Path path, List<Member> members) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                members.add(new Member(path, attributes));
            }
        } catch (IOException e) {
            // It was renamed or deleted meanwhile.
        }
    }

    /** One of the files. */
    record Member(Path path, BasicFileAttributes attributes) {}
}
