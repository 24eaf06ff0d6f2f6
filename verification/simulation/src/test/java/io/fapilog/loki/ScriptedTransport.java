package io.fapilog.loki;

import io.fapilog.FaultPlan;
import io.fapilog.devloki.PushReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The connection of one process to the server. Pushes that it has sent arrive even when the process dies. */
final class ScriptedTransport implements Transport {
    private final ScriptedLoki server;
    private final FaultPlan plan;
    private final Wire wire;
    private final long timeout;
    private final ScriptedLoki.Observer observer;
    private final Queue<Push> ended = new ArrayDeque<>();
    private boolean used;
    private int underWay;
    private boolean failing;
    /** Whether the server has limited the rate, whereupon pushes are paced. */
    private boolean limited;

    private long lastSent;
    /** The number of the last push that was sent before the last failure; an answer to it does not end the backoff. */
    private long sentAtFailure;

    ScriptedTransport(ScriptedLoki server, FaultPlan plan, Wire wire, long timeout, ScriptedLoki.Observer observer) {
        this.server = server;
        this.plan = plan;
        this.wire = wire;
        this.timeout = timeout;
        this.observer = observer;
    }

    @Override
    public Exchange send(SealedBatch batch, long number, long ticks) {
        plan.mayThrow("send");
        Push push = new Push(new Exchange(batch, number, ticks, used), decode(batch));
        observer.sent(push.events, batch.isReplay());
        server.receive(push, timeout, observer);
        underWay++;
        lastSent = number;
        push.known = false;
        plan.mayThrow("send, when it was on its way");
        push.known = true;
        return push.exchange;
    }

    @Override
    public @Nullable Exchange poll() {
        plan.mayThrow("poll");
        Push push = ended.poll();
        if (push == null) {
            return null;
        }
        underWay--;
        boolean isFailed = push.outcome.equals(ScriptedLoki.Outcome.NOTHING);
        follow(isFailed, push.exchange.number());
        if (push.exchange.answer() != null && push.known) {
            used = true;
            limited |= push.exchange.answer().status() == 429;
            if (isFailed && push.events.size() == 1) {
                observer.refusedAlone(push.events.get(0).id());
            }
            observer.learnt(push.outcome);
        }
        return push.exchange;
    }

    private void follow(boolean isFailed, long number) {
        if (isFailed) {
            failing = true;
            sentAtFailure = lastSent;
        } else {
            failing &= number <= sentAtFailure;
        }
    }

    /** Whether no push is on its way, the last one, if any, was settled, and no rate is kept. */
    boolean isIdle() {
        return underWay == 0 && !failing && !limited;
    }

    @Override
    public void close() {
        plan.mayThrow("close of the transport");
    }

    private List<PushReader.Stream> decode(SealedBatch batch) {
        try {
            return PushReader.read(wire.contentType(), wire.contentEncoding(), batch.body());
        } catch (AssertionError e) {
            observer.broken(e);
            throw e;
        }
    }

    /** A push in flight. */
    final class Push {
        private final Exchange exchange;
        private final List<PushReader.Stream> streams;
        private final List<ScriptedLoki.Sent> events = new ArrayList<>();
        private ScriptedLoki.Outcome outcome = ScriptedLoki.Outcome.NOTHING;
        /** Whether it has ended or was cancelled. */
        private boolean over;
        /** Whether its sender waits for it. */
        private boolean known;

        Push(Exchange exchange, List<PushReader.Stream> streams) {
            this.exchange = exchange;
            this.streams = streams;
            exchange.whenCancelled(() -> over = true);
            for (PushReader.Stream stream : streams) {
                for (PushReader.Entry entry : stream.entries()) {
                    int id = ScriptedLoki.id(entry.line());
                    events.add(new ScriptedLoki.Sent(id, entry.nanos(), entry.line(), stream.labels()));
                }
            }
        }

        List<PushReader.Stream> streams() {
            return streams;
        }

        List<ScriptedLoki.Sent> events() {
            return events;
        }

        List<Integer> ids() {
            return events.stream().map(ScriptedLoki.Sent::id).toList();
        }

        /** The delay of the network. */
        long arrival() {
            return plan.below(20_000_000);
        }

        void answer(ScriptedLoki.Reply reply) {
            if (!over) {
                outcome = reply.outcome();
                exchange.end(new Answer(reply.status(), reply.text(), true, reply.retryAfter(), ""));
                over();
            }
        }

        void fail(Exception failure) {
            if (!over) {
                exchange.fail(failure);
                over();
            }
        }

        private void over() {
            over = true;
            ended.add(this);
        }
    }
}
