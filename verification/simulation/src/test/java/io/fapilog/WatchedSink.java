package io.fapilog;

import io.fapilog.spi.Sink;

/** A sink that shows a {@link RoomCheck} when events are dropped from it, and counts its steps. */
record WatchedSink(Sink sink, SimulatedProcess process) implements Sink {
    @Override
    public long dropOldest() {
        long held = sink.pendingBytes();
        long before = process.overflowed();
        long dropped = sink.dropOldest();
        if (process.overflowed() > before) {
            process.room.sinkDropped(held, process.couldSend());
        }
        return dropped;
    }

    @Override
    public long releaseStored() {
        return sink.releaseStored();
    }

    @Override
    public void append(LogEvent event) {
        sink.append(event);
    }

    @Override
    public int doWork(long ticks) {
        process.sinkSteps++;
        return sink.doWork(ticks);
    }

    @Override
    public long untilWork(long ticks) {
        return sink.untilWork(ticks);
    }

    @Override
    public int wakeAt() {
        return sink.wakeAt();
    }

    @Override
    public void flush() {
        sink.flush();
    }

    @Override
    public void drain() {
        sink.drain();
    }

    @Override
    public long settledThrough() {
        return sink.settledThrough();
    }

    @Override
    public long pendingBytes() {
        return sink.pendingBytes();
    }

    @Override
    public void close() {
        sink.close();
    }
}
