package io.fapilog.loki;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that are reached without a proxy, as curl and Go read {@code NO_PROXY}: names with all names below them,
 * addresses, networks such as {@code 10.0.0.0/8}, each with or without a port, and {@code *} for all. Without regard to
 * case, to a dot or {@code *.} before a name and to a dot after it. This computer is always reached directly, as Go does.
 */
final class NoProxy {
    private static final Pattern ENTRY = Pattern.compile("(\\[?)([^\\[\\]]*?)]?(?::(\\d+))?");

    private final List<String> entries;

    NoProxy(String entries) {
        this.entries = Stream.of(entries.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** Whether {@code host} is reached directly; an IPv6 address is without brackets. */
    boolean includes(String host, int port) {
        String name = Endpoint.withoutDot(host.toLowerCase(Locale.ROOT));
        byte @Nullable [] address = address(name);
        return name.equals("localhost")
                || isLoopback(address)
                || entries.stream().anyMatch(entry -> matches(entry, name, address, port));
    }

    private static boolean matches(String entry, String name, byte @Nullable [] address, int port) {
        if (entry.equals("*")) {
            return true;
        }
        if (entry.contains("/")) {
            return address != null && isWithin(entry.replaceAll("[\\[\\]]", ""), address);
        }
        if (address(entry) != null) {
            // An IPv6 address whose last part could be taken for a port.
            return Arrays.equals(address(entry), address);
        }
        Matcher parts = ENTRY.matcher(entry);
        if (!parts.matches() || (parts.group(3) != null && !parts.group(3).equals(Integer.toString(port)))) {
            return false;
        }
        byte @Nullable [] exact = address(parts.group(2));
        if (exact != null || address != null) {
            return Arrays.equals(exact, address);
        }
        return isBelow(parts.group(2), name);
    }

    private static boolean isBelow(String entry, String name) {
        String domain = Endpoint.withoutDot(entry.replaceFirst("^\\*?\\.", ""));
        return !domain.isEmpty() && (name.equals(domain) || name.endsWith("." + domain));
    }

    private static boolean isWithin(String network, byte[] address) {
        String[] parts = network.split("/", 2);
        byte @Nullable [] base = address(parts[0]);
        if (base == null || base.length != address.length || !parts[1].matches("\\d{1,3}")) {
            return false;
        }
        int bits = Integer.parseInt(parts[1]);
        if (bits > address.length * 8) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            if (((base[i / 8] ^ address[i / 8]) >> (7 - i % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLoopback(byte @Nullable [] address) {
        try {
            return address != null && InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The bytes of an IP address; null for anything else. Never asks the system for a name. */
    private static byte @Nullable [] address(String text) {
        if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}") && !text.matches("[0-9a-f:.]*:[0-9a-f:.]*")) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
