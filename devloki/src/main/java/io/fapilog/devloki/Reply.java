package io.fapilog.devloki;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A scripted answer of a {@link DevLoki} to a push; see {@link Script}. Immutable and thread-safe; the methods that are
 * not static give a changed copy.
 *
 * <p>Unless it is {@link #real()} or {@link #storeFirst()}, a push that is answered by script is not stored.
 */
public final class Reply {
    enum Kind {
        REAL,
        STATUS,
        STALL,
        RESET,
        HANG_UP
    }

    enum Body {
        WHOLE,
        CUT,
        ENDLESS
    }

    private final Kind kind;
    private final int status;
    private final String text;
    private Map<String, String> headers = Map.of();
    private Duration delay = Duration.ZERO;
    private Body body = Body.WHOLE;
    private boolean storeFirst;
    private boolean beforeReading;
    private boolean closeAfter;

    private Reply(Kind kind, int status, String text) {
        this.kind = kind;
        this.status = status;
        this.text = text;
    }

    private Reply(Reply other) {
        this(other.kind, other.status, other.text);
        headers = other.headers;
        delay = other.delay;
        body = other.body;
        storeFirst = other.storeFirst;
        beforeReading = other.beforeReading;
        closeAfter = other.closeAfter;
    }

    /** The given status with an empty body. */
    public static Reply status(int status) {
        return status(status, "");
    }

    /**
     * The given status and text.
     *
     * @param status from 200 to 599
     * @param text the body, sent as it is
     */
    public static Reply status(int status, String text) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be from 200 to 599: " + status);
        }
        return new Reply(Kind.STATUS, status, text);
    }

    /** What DevLoki would do without a script: to be delayed or cut. */
    public static Reply real() {
        return new Reply(Kind.REAL, 0, "");
    }

    /**
     * No answer while the connection stays open. {@link Script#release()} goes on with the push as if it had just come;
     * one that was stored first is answered then.
     */
    public static Reply stall() {
        return new Reply(Kind.STALL, 0, "");
    }

    /** No answer: the connection is reset (TCP RST). */
    public static Reply reset() {
        return new Reply(Kind.RESET, 0, "");
    }

    /** No answer: the connection is closed in order (TCP FIN), as a server does with an idle one. */
    public static Reply hangUp() {
        return new Reply(Kind.HANG_UP, 0, "");
    }

    /** Adds a header to the answer, {@code Retry-After} for one. */
    public Reply header(String name, String value) {
        Reply changed = new Reply(this);
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        changed.headers = Map.copyOf(all);
        return changed;
    }

    /** Holds the answer, or the reset, back for {@code time} after the push has been read and, if so, stored. */
    public Reply delay(Duration time) {
        Reply changed = new Reply(this);
        changed.delay = time;
        return changed;
    }

    /** Handles the push first, with all its effects, and only then does what this answer says. */
    public Reply storeFirst() {
        Reply changed = new Reply(this);
        changed.storeFirst = true;
        return changed;
    }

    /**
     * Does what this answer says before the body of the request is read. Predicates of {@link Script#when} then see a
     * push without a body, and nothing can be stored.
     */
    public Reply beforeReading() {
        Reply changed = new Reply(this);
        changed.beforeReading = true;
        return changed;
    }

    /** Closes the connection in the middle of the answer: in its body, or in its head where there is none. */
    public Reply cut() {
        Reply changed = new Reply(this);
        changed.body = Body.CUT;
        return changed;
    }

    /**
     * Sends the head and the text, announces more and leaves it at that until {@link Script#release()}, which closes
     * the connection. Of no effect on clients for 204, which has no body.
     */
    public Reply stallBody() {
        Reply changed = new Reply(this);
        changed.body = Body.ENDLESS;
        return changed;
    }

    /** Closes the connection after a complete answer that did not announce it: the client's pool holds a dead one. */
    public Reply closeAfter() {
        Reply changed = new Reply(this);
        changed.closeAfter = true;
        return changed;
    }

    Kind kind() {
        return kind;
    }

    int status() {
        return status;
    }

    String text() {
        return text;
    }

    Map<String, String> headers() {
        return headers;
    }

    Duration delay() {
        return delay;
    }

    Body body() {
        return body;
    }

    boolean stores() {
        return !early() && (storeFirst || kind == Kind.REAL);
    }

    boolean early() {
        return beforeReading && kind != Kind.REAL;
    }

    boolean closes() {
        return closeAfter;
    }
}
