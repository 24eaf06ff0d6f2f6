package io.fapilog.loki;

import io.fapilog.config.Options;
import io.fapilog.config.Secret;
import io.fapilog.config.SinkUri;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user and a password for basic authentication (RFC 7617). Thread-safe.
 *
 * @param user the name of the user
 * @param password the password; null for an empty one
 */
record Login(Secret user, @Nullable Secret password) {
    /** The login before the host of {@code uri}, which messages call {@code owner}'s; null when there is none. */
    static @Nullable Login read(SinkUri uri, Options options, String owner) {
        String user = uri.user();
        String password = uri.password();
        if (user == null) {
            return null;
        }
        return new Login(
                options.secretOf("the user" + owner, user),
                password == null ? null : options.secretOf("the password" + owner, password));
    }

    /** The value of a header. */
    String authorization() {
        return "Basic " + basic(user.value(), password == null ? "" : password.value());
    }

    /** Reads the files of the two again. Returns whether one has changed. */
    boolean refresh() {
        boolean changed = user.refresh();
        return (password != null && password.refresh()) || changed;
    }

    /** The texts that no message may contain. */
    List<String> hidden() {
        List<String> passwords = password == null ? List.of("") : password.values();
        List<String> hidden = new ArrayList<>(user.values());
        hidden.addAll(passwords);
        for (String name : user.values()) {
            passwords.forEach(each -> hidden.add(basic(name, each)));
        }
        return hidden;
    }

    private static String basic(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
