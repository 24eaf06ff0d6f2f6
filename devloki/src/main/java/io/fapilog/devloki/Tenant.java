package io.fapilog.devloki;

import io.fapilog.devloki.logql.Ascii;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Determines the tenant of a request by Loki's rules. Thread-safe. */
final class Tenant {
    /** The header that names the tenant. */
    static final String HEADER = "X-Scope-OrgID";
    /** The tenant of all requests while authentication is off. */
    static final String ANONYMOUS = "fake";

    private static final int MAX_BYTES = 150;

    private Tenant() {}

    /** The tenant that {@code header} names, or {@link #ANONYMOUS} if {@code authEnabled} is false. */
    static String of(@Nullable String header, boolean authEnabled) throws BadPush {
        if (!authEnabled) {
            return ANONYMOUS;
        }
        if (header == null || header.isEmpty()) {
            throw new BadPush(401, "no org id");
        }
        String[] tenants = header.split("\\|", -1);
        for (int i = 0; i < tenants.length; i++) {
            tenants[i] = valid(tenants[i]);
        }
        if (Arrays.stream(tenants).distinct().count() > 1) {
            throw new BadPush("multiple org IDs present");
        }
        return tenants[0];
    }

    private static String valid(String id) throws BadPush {
        int colon = id.indexOf(':');
        String tenant = colon < 0 ? id : id.substring(0, colon);
        for (int i = 0; i < tenant.length(); i++) {
            char c = tenant.charAt(i);
            if (!Ascii.letter(c) && !Ascii.digit(c) && "!-_.*'()".indexOf(c) < 0) {
                throw new BadPush("tenant ID '" + tenant + "' contains unsupported character '" + c + "'");
            }
        }
        if (tenant.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new BadPush("tenant ID is too long: max 150 characters");
        }
        if (tenant.equals(".") || tenant.equals("..")) {
            throw new BadPush("tenant ID is '.' or '..'");
        }
        return tenant;
    }
}
