package io.fapilog.spool;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file system of the JVM. Files are written through streams: a full disk makes access to a mapping fail with a
 * signal, and a channel is closed when its thread is interrupted, which application servers do to all threads of an
 * application that they stop.
 */
final class FileDisk implements Disk {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final FileAttribute<?>[] FILE = permissions("rw-------");
    private static final FileAttribute<?>[] DIRECTORY = permissions("rwx------");

    @Override
    public boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean isRegularFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean isOwnedLike(Path own, Path folder) throws IOException {
        if (!POSIX) {
            return true;
        }
        PosixFileAttributes found = attributes(folder);
        return found.owner().equals(attributes(own).owner())
                && !found.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }

    @Override
    public long lastModified(Path file) throws IOException {
        return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.sorted().toList();
        }
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, DIRECTORY);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory, DIRECTORY);
    }

    @Override
    public Output create(Path file) throws IOException {
        try {
            Files.createFile(file, FILE);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + " exists already", e);
        }
        return new StreamOutput(new FileOutputStream(file.toFile()));
    }

    @Override
    public long size(Path file) throws IOException {
        return Files.size(file);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        checkRegular(file);
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readAllBytes();
        }
    }

    @Override
    public void force(Path file) throws IOException {
        try (RandomAccessFile access = existing(file)) {
            access.getFD().sync();
        }
    }

    @Override
    public void truncate(Path file, long length) throws IOException {
        try (RandomAccessFile access = existing(file)) {
            access.setLength(length);
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public @Nullable Closeable lock(Path file) throws IOException {
        return ProcessLock.take(file, FILE);
    }

    private RandomAccessFile existing(Path file) throws IOException {
        // RandomAccessFile would create a missing file.
        checkRegular(file);
        return new RandomAccessFile(file.toFile(), "rw");
    }

    private void checkRegular(Path file) throws IOException {
        if (!exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!isRegularFile(file)) {
            throw new IOException(file + " is not a regular file");
        }
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static FileAttribute<?>[] permissions(String text) {
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(text);
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private record StreamOutput(FileOutputStream file) implements Output {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            file.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            bytes.position(bytes.limit());
        }

        @Override
        public void force() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
