package io.fapilog;

import java.io.IOException;
import java.util.SplittableRandom;

/**
 * The faults of one life, drawn from its seed. All ports use this plan, so that a seed always fails in the same way.
 */
public final class FaultPlan {
    /** In the message of an event for which the server refuses a push. */
    public static final String POISON = "poison ";

    private static final int[] POISONED = {500, 503, 403, 400, 413, 429};

    private final SplittableRandom random;
    private final int serverFaults;
    private final int diskFaults;
    private final int throwables;
    private final int poisoned;
    private boolean healed;
    private boolean starting;
    private boolean serverDown;
    private boolean diskDown;
    private long thrown;

    /** A plan in which some kinds of faults are frequent, some are rare, and some are absent. */
    FaultPlan(SplittableRandom random) {
        this.random = random.split();
        this.serverFaults = pick(0, 5, 25, 60);
        this.diskFaults = pick(0, 0, 0, 1, 5);
        this.throwables = pick(0, 0, 0, 2, 20);
        this.poisoned = pick(0, 0, POISONED[random.nextInt(POISONED.length)]);
    }

    private int pick(int... some) {
        return some[random.nextInt(some.length)];
    }

    /** A number from 0, inclusive, to {@code bound}, exclusive. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** A number from 0, inclusive, to 1, exclusive. */
    public double fraction() {
        return random.nextDouble();
    }

    /** Suspends throwables while a process starts on its application's thread: no event is pending yet. */
    void setStarting(boolean starts) {
        starting = starts;
    }

    /** Whether the server refuses a push for an event in it. */
    boolean isPoisonous() {
        return poisoned > 0;
    }

    /** Whether the next event is one for which the server refuses a push, whatever else is in it. */
    boolean isPoisoned() {
        return isPoisonous() && !healed && random.nextInt(200) == 0;
    }

    /** The status with which the server refuses such a push. */
    public int poisoned() {
        return poisoned;
    }

    /** Ends all faults but the refusal of what an event contains. */
    void heal() {
        healed = true;
        serverDown = false;
        diskDown = false;
    }

    boolean hasDiskFaults() {
        return diskFaults > 0;
    }

    /** Whether code other than the disk and the server can fail. */
    boolean hasThrowables() {
        return throwables > 0;
    }

    /** The number of throwables so far. */
    long thrown() {
        return thrown;
    }

    void toggleServer() {
        serverDown = !healed && serverFaults > 0 && !serverDown;
    }

    void toggleDisk() {
        diskDown = !healed && diskFaults > 0 && !diskDown;
    }

    /** Whether connections fail. */
    public boolean isServerDown() {
        return serverDown;
    }

    /** Whether the next push fails. */
    public boolean isPushFaulty() {
        return !healed && random.nextInt(100) < serverFaults;
    }

    /** Throws a fault of a disk operation, if the plan has one now. */
    public void disk(String operation) throws IOException {
        if (healed) {
            return;
        }
        if (diskDown || random.nextInt(100) < diskFaults) {
            throw new IOException("the disk refuses to " + operation);
        }
        if (diskFaults > 0) {
            mayThrow(operation);
        }
    }

    /** Throws an error of code that allocates memory, if the plan has one now. */
    public void mayThrow(String where) {
        if (!healed && !starting && throwables > 0 && random.nextInt(1_000) < throwables) {
            thrown++;
            if (random.nextInt(4) == 0) {
                throw new HostileException();
            }
            throw new OutOfMemoryError("simulated in " + where);
        }
    }

    /** Draws a fault that has no rate in the plan: true once in {@code chances} times. */
    boolean oneIn(int chances) {
        return !healed && random.nextInt(chances) == 0;
    }

    @Override
    public String toString() {
        return (poisoned > 0 ? "poisoned by " + poisoned + ", " : "") + "server faults " + serverFaults
                + " %, disk faults " + diskFaults + " %, throwables " + throwables + " ‰";
    }

    /** An exception whose text is unavailable, because its methods throw. */
    static final class HostileException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HostileException() {
            super(null, null, false, false);
        }

        @Override
        public String getMessage() {
            throw new IllegalStateException("cannot be shown");
        }
    }
}
