package io.fapilog.redact;

import io.fapilog.LogEvent;

/** Masks the credentials in URLs: user info and parameters. */
final class CredentialTexts implements TextRule {
    private static final long COLONS = LowBytes.eightTimes(':');
    private static final long EQUALS = LowBytes.eightTimes('=');
    /** The bits in which a slash and the letter {@code o} of either case are equal, and their value there. */
    private static final long COMMON_BITS = LowBytes.eightTimes((char) 0x9F);

    private static final long SLASHES = LowBytes.eightTimes((char) ('/' & 0x9F));

    private final UserInfo userInfo = new UserInfo();
    private final Parameters parameters;

    CredentialTexts(FieldNames names) {
        this.parameters = new Parameters(names);
    }

    @Override
    public boolean suspects(LowBytes bytes) {
        int length = bytes.length();
        long before = 0;
        for (int i = 0; i < length; i += Long.BYTES) {
            long eight = bytes.eight(i);
            if ((address(before, eight) | equals(eight)) != 0
                    && (address(before, eight) != 0 || hasParameter(bytes, i))) {
                return true;
            }
            before = eight;
        }
        return false;
    }

    /** As {@link #suspects}, without a copy, for the message of {@code event}, which is held as bytes. */
    static boolean suspectsMessage(LogEvent event) {
        int length = event.messageBytes();
        long before = 0;
        for (int i = 0; i < length; i += Long.BYTES) {
            long eight = event.messageEight(i);
            if ((address(before, eight) | equals(eight)) != 0) {
                return true;
            }
            before = eight;
        }
        return false;
    }

    @Override
    public String mask(String text, MaskedText out) {
        return parameters.mask(userInfo.mask(text, out), out);
    }

    /**
     * Not 0 if a colon is followed by a slash, as in {@code ://}, or by an {@code o}, as in {@code jdbc:oracle:}, among the
     * eight bytes and the last one of the eight before.
     */
    private static long address(long before, long eight) {
        long shifted = (eight << Byte.SIZE) | (before >>> (Long.SIZE - Byte.SIZE));
        return LowBytes.zeros((shifted ^ COLONS) | ((eight & COMMON_BITS) ^ SLASHES));
    }

    private static long equals(long eight) {
        return LowBytes.zeros(eight ^ EQUALS);
    }

    private static boolean hasParameter(LowBytes bytes, int from) {
        for (int i = from; i < from + Long.BYTES; i++) {
            if (bytes.at(i) == '=' && Parameters.mayEndAt(bytes, i)) {
                return true;
            }
        }
        return false;
    }
}
