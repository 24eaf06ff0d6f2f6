package io.fapilog.loki;

import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Why a push was not taken, and what to do about it.
 *
 * @param sentence the cause, without the words of the server
 * @param mend what to do
 */
record PushExplanation(String sentence, String mend) {
    /**
     * Explains {@code answer}; null if the push was taken.
     *
     * @param clock what is wrong with the clock; empty if nothing is
     */
    static @Nullable PushExplanation of(Answer answer, LokiSettings settings, String clock) {
        String text = answer.text().toLowerCase(Locale.ROOT);
        int status = answer.status();
        if (status == Answers.BLOCKED) {
            return new PushExplanation(
                    "the ingestion is blocked for this tenant (260)",
                    "lift block_ingestion_until of the tenant in Loki's limits, or send to another tenant");
        }
        if (status / 100 == 2) {
            return isPage(text) ? notLoki(settings, "a web server that answers any request with a page") : null;
        }
        if (status / 100 == 4
                && wantsTenant(text)
                && settings.credentials().tenant().isEmpty()) {
            return new PushExplanation(
                    "the server wants a tenant (" + status + ")", "set tenant=NAME, which is sent as X-Scope-OrgID");
        }
        return switch (status) {
            case 400, 422 -> refused(text, status, clock);
            case 401 -> credentials(settings);
            case 403 -> new PushExplanation("access is refused (403)", Hints.of(answer));
            case 404, 405, 410 -> notLoki(settings, "a server that takes no pushes at this path (" + status + ")");
            case 407 -> new PushExplanation("the proxy refuses its user and password (407)", Hints.of(answer));
            case 429 -> limited(text);
            default -> other(answer);
        };
    }

    private static PushExplanation refused(String text, int status, String clock) {
        boolean isOld = text.contains("too old") || text.contains("too far behind");
        if (isOld || text.contains("too new") || text.contains("too far in the future")) {
            return new PushExplanation(
                    "the server refuses the time stamp of this moment as too " + (isOld ? "old" : "new")
                            + (clock.isEmpty() ? "" : ": " + clock),
                    clock.isEmpty()
                            ? "compare the clocks of this host and of the server, and reject_old_samples_max_age and"
                                    + " creation_grace_period in Loki"
                            : "set the clock of this host by NTP");
        }
        if (text.contains("label names; limit")) {
            return new PushExplanation(
                    "the stream has more labels than the server allows (" + status + ")",
                    "set fewer labels and label_fields, or raise max_label_names_per_series in Loki");
        }
        return new PushExplanation(
                "the server refuses the event (" + status + ")", "mend what its text names; a retry would not help");
    }

    private static PushExplanation credentials(LokiSettings settings) {
        TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        settings.credentials().addTo(headers, "");
        return headers.containsKey("Authorization")
                ? new PushExplanation(
                        "the credentials are wrong (401)", "check user and password, or the token; and its expiry")
                : new PushExplanation(
                        "the server wants credentials (401)",
                        "set user and password (loki://user:password@host) or token, or tenant if it wants one");
    }

    private static PushExplanation limited(String text) {
        return text.contains("stream limit")
                ? new PushExplanation(
                        "the tenant has as many streams as the server allows (429)",
                        "use fewer labels, or raise max_global_streams_per_user in Loki")
                : new PushExplanation(
                        "a rate limit of the server is exceeded (429)",
                        "send less (level, sample, rate_limit), or raise ingestion_rate_mb and"
                                + " per_stream_rate_limit in Loki; until then events wait and are retried");
    }

    private static PushExplanation other(Answer answer) {
        int status = answer.status();
        if (status / 100 == 3) {
            return new PushExplanation("the server redirects the push (" + status + ")", Hints.of(answer));
        }
        return status / 100 == 5
                ? new PushExplanation(
                        "the server fails (" + status + ")",
                        "look at the log of the server, or of the gateway before it")
                : new PushExplanation("the server refuses the push (" + status + ")", Hints.of(answer));
    }

    private static PushExplanation notLoki(LokiSettings settings, String what) {
        String foreign = SettingsCheck.foreign(settings.endpoint());
        return new PushExplanation(
                settings.endpoint().authority() + " is not Loki but " + what
                        + (foreign == null ? "" : "; the path of the URI ends with " + foreign),
                "check host, port and prefix; Loki takes pushes at " + Endpoint.PUSH);
    }

    private static boolean wantsTenant(String text) {
        return text.contains("no org id") || text.contains("x-scope-orgid") || text.contains("missing tenant");
    }

    private static boolean isPage(String text) {
        return text.stripLeading().startsWith("<");
    }
}
