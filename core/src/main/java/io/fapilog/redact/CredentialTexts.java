package io.fapilog.redact;

import io.fapilog.LogEvent;

/** Masks the credentials in URLs: user info, which ends with {@code @}, and parameters, which have an equals sign. */
final class CredentialTexts implements TextRule {
    private static final long ATS = LowBytes.eightTimes('@');
    private static final long EQUALS = LowBytes.eightTimes('=');

    private final UserInfo userInfo = new UserInfo();
    private final Parameters parameters;

    CredentialTexts(FieldNames names) {
        this.parameters = new Parameters(names);
    }

    @Override
    public boolean suspects(LowBytes bytes) {
        int length = bytes.length();
        boolean hasAt = false;
        for (int i = 0; i < length; i += Long.BYTES) {
            long eight = bytes.eight(i);
            if (isFound(eight)) {
                if (hasParameter(bytes, i)) {
                    return true;
                }
                hasAt |= LowBytes.zeros(eight ^ ATS) != 0;
            }
        }
        return hasAt && bytes.contains(':');
    }

    /** As {@link #suspects}, without a copy, for the message of {@code event}, which is held as bytes. */
    static boolean suspectsMessage(LogEvent event) {
        return event.searchMessage(CredentialTexts::isFound);
    }

    @Override
    public String mask(String text, MaskedText out) {
        return parameters.mask(userInfo.mask(text, out), out);
    }

    /** The first test is wrong for bytes that are not ASCII only, and costs half of the second. */
    private static boolean isFound(long eight) {
        return LowBytes.mayHaveZero(eight ^ ATS, eight ^ EQUALS)
                && (LowBytes.zeros(eight ^ ATS) | LowBytes.zeros(eight ^ EQUALS)) != 0;
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
