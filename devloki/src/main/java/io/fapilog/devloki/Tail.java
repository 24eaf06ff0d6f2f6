package io.fapilog.devloki;

import io.fapilog.devloki.logql.LabelSet;
import io.fapilog.devloki.logql.LogHit;
import io.fapilog.devloki.logql.Query;
import io.fapilog.devloki.logql.StreamSlice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A client that follows the entries of a log query over a WebSocket. A client that does not read is sent at most 1000
 * messages; entries beyond that are dropped, and named in the next message. Thread-safe.
 */
final class Tail implements FrameHandler {
    private static final int MAX_PENDING = 1000;

    /**
     * An entry that was not sent.
     *
     * @param labels its labels
     * @param nanos its timestamp in nanoseconds since 1970
     */
    private record Dropped(LabelSet labels, long nanos) {}

    private final Store store;
    private final String tenant;
    private final Query query;
    private final long start;
    private final int limit;
    private final boolean categorized;
    private final List<Dropped> dropped = new ArrayList<>();
    private @Nullable CoreSession session;
    private int pending;

    /** A client for the request that opens the WebSocket. */
    Tail(QueryRequest request, Query query, long start, int limit) {
        this.store = request.store();
        this.tenant = request.tenant();
        this.categorized = request.categorized();
        this.query = query;
        this.start = start;
        this.limit = limit;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        synchronized (this) {
            session = opened;
        }
        callback.succeeded();
        opened.demand();
        store.follow(this);
    }

    /** Only control frames are expected of the client; what it sends is ignored. */
    @Override
    public void onFrame(Frame frame, Callback callback) {
        CoreSession open = session();
        if (frame.getOpCode() == OpCode.PING && open != null) {
            open.sendFrame(new Frame(OpCode.PONG, frame.getPayload()), callback, false);
        } else {
            callback.succeeded();
        }
        if (open != null && frame.getOpCode() != OpCode.CLOSE) {
            open.demand();
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        store.unfollow(this);
        callback.succeeded();
    }

    private synchronized @Nullable CoreSession session() {
        return session;
    }

    /** Whether the client follows a stream. */
    boolean follows(String owner, LabelSet labels) {
        return owner.equals(tenant) && query.selects(labels);
    }

    /** The time from which stored entries are sent at first, in nanoseconds since 1970. */
    long start() {
        return start;
    }

    /** Sends the newest of the entries that were stored before the client came, the oldest first. */
    void sendStored(List<StreamSlice> slices) {
        List<LogHit> newest = new ArrayList<>(query.log(slices, limit, false, 0));
        Collections.reverse(newest);
        send(newest);
    }

    /** Sends new entries of a stream. */
    void sendNew(LabelSet labels, List<Entry> entries) {
        send(query.log(List.of(new StreamSlice(labels, entries)), Integer.MAX_VALUE, true, 0));
    }

    private synchronized void send(List<LogHit> hits) {
        CoreSession open = session;
        if (open == null || !open.isOutputOpen() || hits.isEmpty()) {
            return;
        }
        if (pending >= MAX_PENDING) {
            int room = Math.max(0, MAX_PENDING - dropped.size());
            hits.stream().limit(room).forEach(hit -> dropped.add(new Dropped(hit.labels(), hit.nanos())));
            return;
        }
        pending++;
        Frame message = new Frame(OpCode.TEXT, ByteBuffer.wrap(message(hits)));
        open.sendFrame(message, Callback.from(this::sent, failure -> sent()), false);
    }

    private synchronized void sent() {
        pending--;
    }

    private byte[] message(List<LogHit> hits) {
        byte[] json = Json.object(out -> {
            new LogResult(hits, categorized).writeStreams(out, "streams");
            if (categorized) {
                Json.strings(out, "encodingFlags", List.of("categorize-labels"));
            }
            if (!dropped.isEmpty()) {
                writeDropped(out);
            }
        });
        dropped.clear();
        return json;
    }

    private void writeDropped(JsonGenerator out) {
        out.writeArrayPropertyStart("dropped_entries");
        for (Dropped each : dropped) {
            out.writeStartObject();
            Json.labels(out, "labels", each.labels());
            out.writeStringProperty("timestamp", Long.toString(each.nanos()));
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
