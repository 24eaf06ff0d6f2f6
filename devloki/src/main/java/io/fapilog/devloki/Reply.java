package io.fapilog.devloki;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A scripted reply of a {@link DevLoki} to a push; see {@link Script}. A push with a scripted reply is not stored,
 * unless the reply is {@link #real()} or {@link #storeFirst()}, or a {@link #stall()} that is released.
 *
 * <p>Immutable and thread-safe: each instance method returns a changed copy.
 */
public final class Reply {
    enum Kind {
        REAL,
        STATUS,
        STALL,
        RESET,
        HANG_UP
    }

    /** How much of a response is sent. */
    enum Extent {
        COMPLETE,
        TRUNCATED,
        STALLED
    }

    private final Kind kind;
    private final PushVerdict verdict;
    private Map<String, String> headers = Map.of();
    private Duration delay = Duration.ZERO;
    private Extent extent = Extent.COMPLETE;
    private boolean storeFirst;
    private boolean beforeReading;
    private boolean closeAfter;

    private Reply(Kind kind, PushVerdict verdict) {
        this.kind = kind;
        this.verdict = verdict;
    }

    private Reply(Kind kind) {
        this(kind, PushVerdict.STORED);
    }

    private Reply(Reply other) {
        this(other.kind, other.verdict);
        headers = other.headers;
        delay = other.delay;
        extent = other.extent;
        storeFirst = other.storeFirst;
        beforeReading = other.beforeReading;
        closeAfter = other.closeAfter;
    }

    /**
     * A response with this status and an empty body.
     *
     * @param status from 200 to 599
     * @throws IllegalArgumentException if {@code status} is out of range
     */
    public static Reply status(int status) {
        return status(status, "");
    }

    /**
     * A response with this status and body.
     *
     * @param status from 200 to 599
     * @param text the body, sent unchanged
     * @throws IllegalArgumentException if {@code status} is out of range
     */
    public static Reply status(int status, String text) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be from 200 to 599: " + status);
        }
        return new Reply(Kind.STATUS, new PushVerdict(status, text));
    }

    /**
     * The response that DevLoki gives without a script, for use with {@link #delay} and the like. The push is stored.
     */
    public static Reply real() {
        return new Reply(Kind.REAL);
    }

    /**
     * No response while the connection remains open. {@link Script#release()} continues: the push is stored then,
     * unless it was {@linkplain #storeFirst() stored first}, and the response is sent.
     */
    public static Reply stall() {
        return new Reply(Kind.STALL);
    }

    /** No response: the connection is reset (TCP RST). */
    public static Reply reset() {
        return new Reply(Kind.RESET);
    }

    /** No response: the connection is closed normally (TCP FIN), as a server closes an idle one. */
    public static Reply hangUp() {
        return new Reply(Kind.HANG_UP);
    }

    /** Adds a header to the response, for example {@code Retry-After}. */
    public Reply header(String name, String value) {
        Reply changed = new Reply(this);
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        changed.headers = Map.copyOf(all);
        return changed;
    }

    /** Delays the response, the reset or the hang-up by {@code time} after the push is read and, if so, stored. */
    public Reply delay(Duration time) {
        Reply changed = new Reply(this);
        changed.delay = time;
        return changed;
    }

    /** Processes the push as without a script, and only then gives this reply instead of the response. */
    public Reply storeFirst() {
        Reply changed = new Reply(this);
        changed.storeFirst = true;
        return changed;
    }

    /**
     * Gives this reply before the body of the request is read. Conditions of {@link Script#when} then see a push
     * without a body, and nothing is stored. Has no effect on {@link #real()}.
     */
    public Reply beforeReading() {
        Reply changed = new Reply(this);
        changed.beforeReading = true;
        return changed;
    }

    /** Closes the connection in the middle of the response body, or of the response head if the body is empty. */
    public Reply truncated() {
        Reply changed = new Reply(this);
        changed.extent = Extent.TRUNCATED;
        return changed;
    }

    /**
     * Sends the head and the text of the response, announces a longer body and sends no more. {@link Script#release()}
     * closes the connection. Clients do not notice it with 204, which has no body.
     */
    public Reply stallBody() {
        Reply changed = new Reply(this);
        changed.extent = Extent.STALLED;
        return changed;
    }

    /** Closes the connection after a complete response without {@code Connection: close}. */
    public Reply closeAfter() {
        Reply changed = new Reply(this);
        changed.closeAfter = true;
        return changed;
    }

    Kind kind() {
        return kind;
    }

    /** The status and text of a {@link Kind#STATUS}. */
    PushVerdict verdict() {
        return verdict;
    }

    Map<String, String> headers() {
        return headers;
    }

    Duration delay() {
        return delay;
    }

    Extent extent() {
        return extent;
    }

    /** The body of the response with {@code sent}: a scripted text is sent unchanged. */
    String body(PushVerdict sent) {
        return kind == Kind.STATUS ? sent.text() : sent.body();
    }

    boolean storesFirst() {
        return storeFirst && !early();
    }

    boolean early() {
        return beforeReading && kind != Kind.REAL;
    }

    boolean closes() {
        return closeAfter;
    }
}
