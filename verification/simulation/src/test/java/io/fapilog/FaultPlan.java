package io.fapilog;

import java.io.IOException;
import java.util.SplittableRandom;

/**
 * What goes wrong in one life, drawn from its seed. All ports ask here, so that a seed always fails in the same way.
 */
public final class FaultPlan {
    private final SplittableRandom random;
    private final int serverFaults;
    private final int diskFaults;
    private final int throwables;
    private boolean healed;
    private boolean starting;
    private boolean serverDown;
    private boolean diskDown;
    private long thrown;

    /** A plan in which some kinds of faults are frequent, some rare, and some do not happen at all. */
    FaultPlan(SplittableRandom random) {
        this.random = random.split();
        this.serverFaults = pick(0, 5, 25, 60);
        this.diskFaults = pick(0, 0, 0, 1, 5);
        this.throwables = pick(0, 0, 0, 2, 20);
    }

    private int pick(int... some) {
        return some[random.nextInt(some.length)];
    }

    /** A number from 0 on and below {@code bound}. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** A number from 0 on and below 1. */
    public double fraction() {
        return random.nextDouble();
    }

    /** While a process starts, on its application's thread, nothing is thrown: nothing can be lost yet. */
    void setStarting(boolean starts) {
        starting = starts;
    }

    /** Nothing goes wrong any more. */
    void heal() {
        healed = true;
        serverDown = false;
        diskDown = false;
    }

    boolean hasDiskFaults() {
        return diskFaults > 0;
    }

    /** Whether anything but the disk and the server can fail. */
    boolean hasThrowables() {
        return throwables > 0;
    }

    /** How many throwables there were. */
    long thrown() {
        return thrown;
    }

    void toggleServer() {
        serverDown = !healed && serverFaults > 0 && !serverDown;
    }

    void toggleDisk() {
        diskDown = !healed && diskFaults > 0 && !diskDown;
    }

    /** Whether no connection can be made. */
    public boolean isServerDown() {
        return serverDown;
    }

    /** Whether a push goes wrong. */
    public boolean isPushFaulty() {
        return !healed && random.nextInt(100) < serverFaults;
    }

    /** Does what an operation of a disk may do instead of its work. */
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

    /** Does what any code may do that allocates memory. */
    public void mayThrow(String where) {
        if (!healed && !starting && throwables > 0 && random.nextInt(1_000) < throwables) {
            thrown++;
            if (random.nextInt(4) == 0) {
                throw new HostileException();
            }
            throw new OutOfMemoryError("simulated in " + where);
        }
    }

    /** For a fault that has no place in the plan's rates. */
    boolean oneIn(int chances) {
        return !healed && random.nextInt(chances) == 0;
    }

    @Override
    public String toString() {
        return "server faults " + serverFaults + " %, disk faults " + diskFaults + " %, throwables " + throwables
                + " ‰";
    }

    /** One that cannot even be shown. */
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
