package io.fapilog.redact;

/** Masks the credentials in URLs: user info and parameters. */
final class CredentialTexts implements TextRule {
    private static final long COLONS = LowBytes.eightTimes(':');
    private static final long SLASHES = LowBytes.eightTimes('/');
    private static final long EQUALS = LowBytes.eightTimes('=');
    /** The end of {@code jdbc}. */
    private static final long CS = LowBytes.eightTimes('c');

    private static final long SMALL = LowBytes.eightTimes(' ');

    private final UserInfo userInfo = new UserInfo();
    private final Parameters parameters;

    CredentialTexts(FieldNames names) {
        this.parameters = new Parameters(names);
    }

    /** A colon before a slash, {@code c:}, or the name of a parameter before {@code =}. */
    @Override
    public boolean suspects(LowBytes bytes) {
        int length = bytes.length();
        for (int i = 0; i < length; i += Long.BYTES) {
            long eight = bytes.eight(i);
            long next = bytes.eight(i + 1);
            long address = LowBytes.zeros((eight ^ COLONS) | (next ^ SLASHES));
            long jdbc = LowBytes.zeros(((eight | SMALL) ^ CS) | (next ^ COLONS));
            long equals = LowBytes.zeros(eight ^ EQUALS);
            if ((address | jdbc | equals) != 0 && ((address | jdbc) != 0 || hasParameter(bytes, i))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String mask(String text, MaskedText out) {
        return parameters.mask(userInfo.mask(text, out), out);
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
