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
public final class Answer {
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

    private Answer(Kind kind, int status, String text) {
        this.kind = kind;
        this.status = status;
        this.text = text;
    }

    private Answer(Answer other) {
        this(other.kind, other.status, other.text);
        headers = other.headers;
        delay = other.delay;
        body = other.body;
        storeFirst = other.storeFirst;
        beforeReading = other.beforeReading;
        closeAfter = other.closeAfter;
    }

    /** The given status with an empty body. */
    public static Answer status(int status) {
        return status(status, "");
    }

    /**
     * The given status and text.
     *
     * @param status from 200 to 599
     * @param text the body, sent as it is
     */
    public static Answer status(int status, String text) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be from 200 to 599: " + status);
        }
        return new Answer(Kind.STATUS, status, text);
    }

    /** What DevLoki would do without a script: to be delayed or cut. */
    public static Answer real() {
        return new Answer(Kind.REAL, 0, "");
    }

    /**
     * No answer while the connection stays open. {@link Script#release()} goes on with the push as if it had just come;
     * one that was stored first is answered then.
     */
    public static Answer stall() {
        return new Answer(Kind.STALL, 0, "");
    }

    /** No answer: the connection is reset (TCP RST). */
    public static Answer reset() {
        return new Answer(Kind.RESET, 0, "");
    }

    /** No answer: the connection is closed in order (TCP FIN), as a server does with an idle one. */
    public static Answer hangUp() {
        return new Answer(Kind.HANG_UP, 0, "");
    }

    /** Adds a header to the answer, {@code Retry-After} for one. */
    public Answer header(String name, String value) {
        Answer changed = new Answer(this);
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        changed.headers = Map.copyOf(all);
        return changed;
    }

    /** Holds the answer, or the reset, back for {@code time} after the push has been read and, if so, stored. */
    public Answer delay(Duration time) {
        Answer changed = new Answer(this);
        changed.delay = time;
        return changed;
    }

    /** Handles the push first, with all its effects, and only then does what this answer says. */
    public Answer storeFirst() {
        Answer changed = new Answer(this);
        changed.storeFirst = true;
        return changed;
    }

    /**
     * Does what this answer says before the body of the request is read. Predicates of {@link Script#when} then see a
     * push without a body, and nothing can be stored.
     */
    public Answer beforeReading() {
        Answer changed = new Answer(this);
        changed.beforeReading = true;
        return changed;
    }

    /** Closes the connection in the middle of the answer: in its body, or in its head where there is none. */
    public Answer cut() {
        Answer changed = new Answer(this);
        changed.body = Body.CUT;
        return changed;
    }

    /**
     * Sends the head and the text, announces more and leaves it at that until {@link Script#release()}, which closes
     * the connection. Of no effect on clients for 204, which has no body.
     */
    public Answer stallBody() {
        Answer changed = new Answer(this);
        changed.body = Body.ENDLESS;
        return changed;
    }

    /** Closes the connection after a complete answer that did not announce it: the client's pool holds a dead one. */
    public Answer closeAfter() {
        Answer changed = new Answer(this);
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
