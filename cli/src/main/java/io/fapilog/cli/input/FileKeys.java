package io.fapilog.cli.input;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How files are told apart, independent of their names. */
@FunctionalInterface
public interface FileKeys {
    /** The key of the file with these attributes. */
    Key of(BasicFileAttributes attributes);

    /** The keys of the file system; where it has none, as on Windows, the time of the creation. */
    static FileKeys ofFileSystem() {
        return attributes -> {
            Object key = attributes.fileKey();
            return key == null ? created(attributes) : Key.ofInode(key);
        };
    }

    /**
     * The time of the creation. Two files may share it, and Windows gives a new file the one of a file of its name that
     * was renamed or deleted shortly before.
     */
    static Key created(BasicFileAttributes attributes) {
        String time = attributes.creationTime().toString();
        return new Key(time, time, true);
    }

    /**
     * The key of a file.
     *
     * @param live tells files apart that exist at the same time
     * @param lasting is the same after a restart, and perhaps for another file
     * @param isWeak whether two files may have the same, so that their content must be compared
     */
    record Key(Object live, String lasting, boolean isWeak) {
        private static final Pattern INODE = Pattern.compile("ino=([0-9]+)");

        /** Without the device, whose number may be another one after a restart of the machine. */
        static Key ofInode(Object key) {
            Matcher inode = INODE.matcher(key.toString());
            return new Key(key, inode.find() ? "inode " + inode.group(1) : key.toString(), false);
        }
    }
}
