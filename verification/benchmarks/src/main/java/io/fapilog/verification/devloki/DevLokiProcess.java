package io.fapilog.verification.devloki;

import io.fapilog.devloki.Counters;
import io.fapilog.devloki.DevLoki;
import io.fapilog.verification.load.ProcessFigures;
import io.fapilog.verification.load.Requests;
import io.fapilog.verification.load.State;
import java.io.IOException;

/**
 * A DevLoki in a process of its own; the argument is its limit for stored entries in bytes. Any request is answered with
 * its port, what it stores, its processor time and its heap.
 */
final class DevLokiProcess implements Requests {
    private final DevLoki server;

    private DevLokiProcess(DevLoki server) {
        this.server = server;
    }

    public static void main(String[] arguments) throws IOException {
        try (DevLoki server =
                DevLoki.builder().maxBytes(Long.parseLong(arguments[0])).start()) {
            Requests.serve(System.out, new DevLokiProcess(server));
        }
    }

    @Override
    public State answer(String request) {
        Counters counters = server.counters();
        return State.of()
                .with("port", server.port())
                .with("stored", counters.stored())
                .with("evicted", counters.evicted())
                .with("cpu", ProcessFigures.processorNanos())
                .with("heap", request.equals("heap") ? ProcessFigures.heapBytes() : 0);
    }
}
