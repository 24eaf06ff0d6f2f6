package io.fapilog;

import io.fapilog.loki.ScriptedLoki;

/** A server with the model of what the processes that push to it have done. */
final class SimulatedServer {
    /** The host of its URI, and the value of the label {@code app} of all its streams. */
    final String name;

    final ScriptedLoki server;
    final Model model;

    SimulatedServer(String name, FaultPlan plan) {
        this.name = name;
        server = new ScriptedLoki(plan);
        model = new Model(plan, name);
    }
}
