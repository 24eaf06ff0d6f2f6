package io.fapilog.loki;

import io.fapilog.FaultPlan;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A wire format that runs out of memory where most memory is used: while pushes are encoded, sealed and split. */
record FaultyWire(Wire real, FaultPlan plan) implements Wire {
    @Override
    public String contentType() {
        return real.contentType();
    }

    @Override
    public @Nullable String contentEncoding() {
        return real.contentEncoding();
    }

    @Override
    public byte[] labels(SortedMap<String, String> labels) {
        plan.mayThrow("labels");
        return real.labels(labels);
    }

    @Override
    public void entry(WireBuffer out, long timestamp, byte[] line, int length, Metadata metadata) {
        plan.mayThrow("entry");
        real.entry(out, timestamp, line, length, metadata);
        plan.mayThrow("entry, when it was written");
    }

    @Override
    public byte[] seal(List<Piece> pieces) {
        plan.mayThrow("seal");
        return real.seal(pieces);
    }

    @Override
    public List<Piece> parse(byte[] body) {
        plan.mayThrow("parse");
        return real.parse(body);
    }

    @Override
    public int next(byte[] array, int at) {
        return real.next(array, at);
    }

    @Override
    public long timestamp(byte[] array, int at) {
        return real.timestamp(array, at);
    }

    @Override
    public void line(byte[] array, int at, WireBuffer out) {
        real.line(array, at, out);
    }

    @Override
    public void withoutMetadata(byte[] array, int at, WireBuffer out) {
        plan.mayThrow("without metadata");
        real.withoutMetadata(array, at, out);
    }
}
