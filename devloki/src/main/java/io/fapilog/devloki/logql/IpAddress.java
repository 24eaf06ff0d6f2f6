package io.fapilog.devloki.logql;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Parses IP addresses without name resolution. Thread-safe. */
final class IpAddress {
    private IpAddress() {}

    /** The 4 or 16 bytes of an address, null if {@code text} is none. */
    static byte @Nullable [] parse(String text) {
        return text.contains(":") ? ipv6(text) : ipv4(text);
    }

    private static byte @Nullable [] ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] bytes = new byte[4];
        if (parts.length != 4) {
            return null;
        }
        for (int i = 0; i < 4; i++) {
            boolean number = parts[i].matches("0|[1-9][0-9]{0,2}");
            if (!number || Integer.parseInt(parts[i]) > 255) {
                return null;
            }
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }

    private static byte @Nullable [] ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap));
        byte[] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        if (head == null || tail == null) {
            return null;
        }
        int length = head.length + tail.length;
        if (gap < 0 ? length != 16 : length > 14) {
            return null;
        }
        return ByteBuffer.allocate(16).put(head).put(16 - tail.length, tail).array();
    }

    /** The bytes of groups with colons in between, the last of which may be an IPv4 address. */
    private static byte @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        ByteBuffer bytes = ByteBuffer.allocate(64);
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            byte[] last = i == parts.length - 1 && parts[i].contains(".") ? ipv4(parts[i]) : null;
            if (last != null) {
                bytes.put(last);
            } else if (parts[i].matches("[0-9a-fA-F]{1,4}") && bytes.position() < 32) {
                bytes.putShort((short) Integer.parseInt(parts[i], 16));
            } else {
                return null;
            }
        }
        byte[] result = new byte[bytes.position()];
        bytes.flip().get(result);
        return result;
    }
}
