package io.fapilog.verification.peers;

import com.sun.management.ThreadMXBean;
import io.fapilog.verification.load.ProcessFigures;
import io.fapilog.verification.load.State;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Some threads that log to a pipeline, as fast as they can or at a steady rate, sleeping between their calls. */
final class Load {
    static final int PRODUCERS = 2;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long LONGEST_CALL_NANOS = 60_000_000_000L;
    /** A thread sleeps this long at least, and then makes the calls that are due. */
    private static final long SLEEP_NANOS = 1_000_000;

    private final Target target;
    private final Histogram calls = new Histogram(LONGEST_CALL_NANOS, 3);
    private final AtomicLong allocated = new AtomicLong();

    Load(Target target) {
        this.target = target;
    }

    /** Logs {@code events} as fast as possible. */
    State burst(int events) throws InterruptedException {
        run(producer -> {
            for (int i = producer; i < events; i += PRODUCERS) {
                target.log(i);
            }
        });
        return State.of().with("logged", events).with("allocated", allocated.get() / events);
    }

    /** Logs {@code perSecond} events a second for some seconds, and measures each call. */
    State steady(int perSecond, int seconds) throws InterruptedException {
        int events = perSecond * seconds;
        run(producer -> {
            Histogram own = new Histogram(LONGEST_CALL_NANOS, 3);
            steady(producer, events, 1_000_000_000.0 / perSecond, own);
            synchronized (calls) {
                calls.add(own);
            }
        });
        State state = State.of().with("logged", events).with("allocated", allocated.get() / events);
        return ProcessFigures.addPercentiles(state, calls);
    }

    private void steady(int producer, int events, double interval, Histogram own) {
        long start = System.nanoTime();
        for (int i = producer; i < events; i += PRODUCERS) {
            long wait = start + (long) (i * interval) - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(Math.max(wait, SLEEP_NANOS));
            }
            long before = System.nanoTime();
            target.log(i);
            own.recordValue(Math.min(LONGEST_CALL_NANOS, System.nanoTime() - before));
        }
    }

    private void run(Producer producer) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            int number = i;
            Thread thread = new Thread(() -> produce(producer, number), "http-nio-8080-exec-" + i);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void produce(Producer producer, int number) {
        target.enter();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        producer.run(number);
        allocated.addAndGet(THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    /** What a thread logs. */
    @FunctionalInterface
    private interface Producer {
        void run(int number);
    }
}
