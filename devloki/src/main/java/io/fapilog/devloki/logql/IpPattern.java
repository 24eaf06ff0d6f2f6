package io.fapilog.devloki.logql;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An IP address, a range of them or a network, searched in texts.
 *
 * @param low the first address
 * @param high the last address
 * @param bytes the length of the addresses, 4 or 16
 */
record IpPattern(BigInteger low, BigInteger high, int bytes) {
    private static final String IPV4 = "0123456789.";
    private static final String IPV6 = "0123456789abcdefABCDEF:.";

    static IpPattern parse(String text) throws BadQuery {
        IpPattern pattern = text.contains("/") ? network(text) : text.contains("-") ? range(text) : single(text);
        if (pattern == null) {
            throw new BadQuery("ip: invalid pattern: " + GoText.quote(text));
        }
        return pattern;
    }

    private static @Nullable IpPattern single(String text) {
        return between(IpAddress.parse(text), IpAddress.parse(text));
    }

    private static @Nullable IpPattern range(String text) {
        int dash = text.indexOf('-');
        return between(IpAddress.parse(text.substring(0, dash)), IpAddress.parse(text.substring(dash + 1)));
    }

    private static @Nullable IpPattern between(byte @Nullable [] from, byte @Nullable [] to) {
        if (from == null || to == null || from.length != to.length) {
            return null;
        }
        IpPattern pattern = new IpPattern(new BigInteger(1, from), new BigInteger(1, to), from.length);
        return pattern.low.compareTo(pattern.high) > 0 ? null : pattern;
    }

    private static @Nullable IpPattern network(String text) {
        int slash = text.indexOf('/');
        byte[] address = IpAddress.parse(text.substring(0, slash));
        String digits = text.substring(slash + 1);
        if (address == null || !digits.matches("\\d{1,3}") || Integer.parseInt(digits) > address.length * 8) {
            return null;
        }
        int host = address.length * 8 - Integer.parseInt(digits);
        BigInteger low = new BigInteger(1, address).shiftRight(host).shiftLeft(host);
        BigInteger size = BigInteger.ONE.shiftLeft(host);
        return new IpPattern(low, low.add(size).subtract(BigInteger.ONE), address.length);
    }

    private boolean contains(byte[] address) {
        BigInteger number = new BigInteger(1, address);
        return address.length == bytes && low.compareTo(number) <= 0 && number.compareTo(high) <= 0;
    }

    /** Whether one of the addresses in {@code text} matches. */
    boolean occursIn(String text) {
        int i = 0;
        while (i < text.length()) {
            String letters = startsIpv4(text, i) ? IPV4 : startsIpv6(text, i) ? IPV6 : "";
            int end = i;
            while (end < text.length() && letters.indexOf(text.charAt(end)) >= 0) {
                end++;
            }
            byte[] address = letters.isEmpty() ? null : IpAddress.parse(text.substring(i, end));
            if (address != null && contains(address)) {
                return true;
            }
            // The character after an address does not start another one.
            i = end + 1;
        }
        return false;
    }

    private static boolean startsIpv4(String text, int at) {
        return at + 3 < text.length()
                && Ascii.digit(text.charAt(at))
                && text.substring(at + 1, at + 4).indexOf('.') >= 0;
    }

    private static boolean startsIpv6(String text, int at) {
        if (text.startsWith("::", at)) {
            return at + 2 < text.length() && hex(text.charAt(at + 2));
        }
        int end = at;
        while (end < text.length() && end < at + 4 && hex(text.charAt(end))) {
            end++;
        }
        return end > at && end < text.length() && text.charAt(end) == ':';
    }

    private static boolean hex(char c) {
        return Arrays.binarySearch("0123456789ABCDEFabcdef".toCharArray(), c) >= 0;
    }
}
