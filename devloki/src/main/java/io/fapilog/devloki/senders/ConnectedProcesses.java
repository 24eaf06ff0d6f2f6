package io.fapilog.devloki.senders;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The processes of this user with a connection to one port of this machine, as Linux lists them in {@code /proc}; none
 * on other systems.
 */
final class ConnectedProcesses {
    private static final String ESTABLISHED = "01";
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private final Path proc;

    ConnectedProcesses(Path proc) {
        this.proc = proc;
    }

    /** The numbers of those with a connection to {@code port}. */
    Set<Long> find(int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            addSockets(proc.resolve("net").resolve(table), suffix, sockets);
        }
        return sockets.isEmpty() ? Set.of() : owners(sockets);
    }

    private void addSockets(Path table, String port, Set<String> sockets) {
        try {
            for (String line : Files.readAllLines(table, StandardCharsets.US_ASCII)) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns.length > INODE && columns[REMOTE].endsWith(port) && columns[STATE].equals(ESTABLISHED)) {
                    sockets.add("socket:[" + columns[INODE] + "]");
                }
            }
        } catch (IOException e) {
            // No such table on this system.
        }
    }

    private Set<Long> owners(Set<String> sockets) {
        Set<Long> owners = new TreeSet<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holdsAny(process, sockets)) {
                    owners.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException | NumberFormatException e) {
            // What was found by then is better than nothing.
        }
        return owners;
    }

    private static boolean holdsAny(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (isAny(file, sockets)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The process belongs to another user, or has ended.
        }
        return false;
    }

    private static boolean isAny(Path file, Set<String> sockets) {
        try {
            return sockets.contains(Files.readSymbolicLink(file).toString());
        } catch (IOException e) {
            // The file was closed in between.
            return false;
        }
    }
}
