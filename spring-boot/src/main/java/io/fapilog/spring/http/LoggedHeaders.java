package io.fapilog.spring.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers of a request that are logged, each under {@code header_NAME}. Immutable. */
final class LoggedHeaders {
    private static final int LONGEST = 500;
    private static final Pattern CREDENTIALS = Pattern.compile(
            "authori[sz]ation|cookie|api-?key|token|secret|passw|credential|session|signature|assertion");

    /** Names of fields, by name of the header. */
    private final Map<String, String> fields = new LinkedHashMap<>();

    LoggedHeaders(List<String> names) {
        for (String name : names) {
            String header = name.strip().toLowerCase(Locale.ROOT);
            if (!header.isEmpty()) {
                fields.put(header, "header_" + header.replace('-', '_'));
            }
        }
    }

    /** The fields of the headers that are present; the value of one that carries credentials is hidden. */
    Map<String, String> read(Function<String, @Nullable String> request) {
        Map<String, String> present = new LinkedHashMap<>();
        fields.forEach((header, field) -> {
            String value = request.apply(header);
            if (value != null) {
                present.put(field, isCredential(header) ? "***" : cut(value));
            }
        });
        return present;
    }

    private static boolean isCredential(String header) {
        return CREDENTIALS.matcher(header.replace('_', '-')).find();
    }

    private static String cut(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
    }
}
