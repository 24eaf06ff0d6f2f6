package io.fapilog;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongUnaryOperator;

/** A lock of one thread: while the worker waits for a condition of it, the application acts on the same thread. */
final class SimulatedLock extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    private final transient LongUnaryOperator meanwhile;

    /**
     * A lock.
     *
     * @param meanwhile does something that takes at most so many nanoseconds, and returns how many are left
     */
    SimulatedLock(LongUnaryOperator meanwhile) {
        this.meanwhile = meanwhile;
    }

    @Override
    public Condition newCondition() {
        return new SimulatedCondition();
    }

    private final class SimulatedCondition implements Condition {
        @Override
        public long awaitNanos(long nanos) {
            return meanwhile.applyAsLong(nanos);
        }

        @Override
        public void signal() {}

        @Override
        public void signalAll() {}

        @Override
        public void await() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void awaitUninterruptibly() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean await(long time, TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean awaitUntil(Date deadline) {
            throw new UnsupportedOperationException();
        }
    }
}
