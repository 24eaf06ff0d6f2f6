package io.fapilog;

import io.fapilog.spool.MemoryDisk;
import io.fapilog.spool.MountedDisk;
import io.fapilog.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One life: processes that log, die and restart, one after the other and side by side, with one disk and one or two
 * servers.
 */
final class Simulation {
    private static final int STEPS = 60;
    private static final int MOST_STEPS_TO_DRAIN = 50_000;
    private static final int MOST_PROCESSES_TO_DRAIN = 20;
    private static final int LARGE_SPOOL = 64 << 20;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long SYNC = SECOND / 2;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    /** The longest time until all is settled, when the server works again and takes everything. */
    private static final long LONGEST_TO_SETTLE = HOUR;
    /**
     * The additional time for each event for which the server refuses a push. To find it, three other pushes must be
     * taken for each halving of its batch, and sixteen to settle it; a coin decides between it and the others, which the
     * application logs once a minute, and several such events share them.
     */
    private static final long LONGEST_TO_SETTLE_POISON = 3 * HOUR;

    private final SplittableRandom random;
    private final ManualTime clock = new ManualTime();
    private final FaultPlan plan;
    private final Traffic traffic;
    private final MemoryDisk disk;
    private final List<SimulatedServer> destinations = new ArrayList<>();
    private final List<SimulatedProcess> running = new ArrayList<>();
    private final boolean mayClockJump;
    private final boolean maySetClockBack;
    private final boolean isOneJvm;
    private final boolean isMeasured;
    private final int spoolChance;
    private final long spoolBytes;
    private MountedDisk jvm;
    private boolean bitTurned;
    private int processes;
    private long lastStep;
    private @Nullable SimulatedProcess lastStepped;

    Simulation(long seed) {
        random = new SplittableRandom(seed);
        plan = new FaultPlan(random);
        traffic = new Traffic(random, plan, clock);
        disk = new MemoryDisk(plan);
        jvm = disk.mount();
        mayClockJump = random.nextInt(3) == 0;
        maySetClockBack = random.nextInt(6) == 0;
        spoolChance = pick(0, 50, 100, 100);
        spoolBytes = pick(LARGE_SPOOL, LARGE_SPOOL, 192 << 10);
        isOneJvm = random.nextInt(3) == 0;
        isMeasured = random.nextInt(100) == 0;
        for (int i = pick(1, 1, 1, 2); i > 0; i--) {
            destinations.add(new SimulatedServer("shop" + i, plan));
        }
        int sideBySide = pick(1, 1, 2, 3);
        for (int i = 0; i < Math.max(sideBySide, destinations.size()); i++) {
            running.add(start(destinations.get(i % destinations.size()), random.nextInt(100) < spoolChance));
        }
        if (spoolChance == 50 || sideBySide > 1) {
            // A process sends newer events before those that are on the disk, or that another one has.
            destinations.forEach(each -> each.model.excuseOrder());
        }
    }

    /** Runs the life, then delivers all events. */
    void run() {
        for (int i = 0; i < STEPS; i++) {
            int which = random.nextInt(running.size());
            act(which);
            advanceServers();
            SimulatedProcess process = running.get(which);
            if (isMeasured) {
                process.memory.check(process.destination.model, process.stats());
            }
            process.destination.model.check(process);
        }
        plan.heal();
        running.forEach(this::end);
        running.clear();
        jvm.kill();
        jvm = disk.mount();
        for (int i = 0; i < MOST_PROCESSES_TO_DRAIN && disk.hasSegments(); i++) {
            SimulatedProcess process = start(destinations.get(i % destinations.size()), true);
            end(process);
        }
        if (disk.hasSegments()) {
            throw new AssertionError("the disk never gets empty");
        }
        destinations.forEach(each -> each.model.checkEnd(each.server));
    }

    private void end(SimulatedProcess process) {
        drain(process);
        close(process);
    }

    @Override
    public String toString() {
        return plan + ", " + traffic + ", process " + processes + (isOneJvm ? ", one JVM" : "") + ": " + running;
    }

    private void act(int which) {
        SimulatedProcess process = running.get(which);
        switch (Action.drawn(random.nextInt(Action.ALL))) {
            case OFFER -> process.burst(traffic.burst());
            case LOG -> log(process);
            case WORK -> work(process);
            case SLEEP -> sleep(process);
            case PASS_TIME -> clock.advance(Duration.ofNanos(random.nextInt(200) * MILLI));
            case JUMP -> jump();
            case FLUSH -> process.flush();
            case TOGGLE_SERVER -> plan.toggleServer();
            case TOGGLE_DISK -> plan.toggleDisk();
            case RESTART -> restart(which);
        }
    }

    private void log(SimulatedProcess process) {
        process.log(traffic.burst());
        lastStepped = null;
        stepped(process);
    }

    private void work(SimulatedProcess process) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            workOnce(process);
        }
    }

    private int workOnce(SimulatedProcess process) {
        int work = process.doWork();
        stepped(process);
        return work;
    }

    private void stepped(SimulatedProcess process) {
        if (process.isComplete() && process.configuration.spooled()) {
            checkForced(process);
            if (disk.isForced()) {
                process.destination.model.forced(running);
            }
        }
    }

    /** Checks that a step at least {@code spool_sync} after the previous one forces all written bytes. */
    private void checkForced(SimulatedProcess process) {
        // A step in which the full sink worked before it took more has written those after the disk was forced.
        boolean isDue = process == lastStepped
                && process.sinkSteps == 1
                && clock.ticks() - lastStep >= SYNC
                && !plan.hasDiskFaults()
                && !plan.hasThrowables();
        if (isDue && !isOneJvm && !process.disk.isForced()) {
            throw new AssertionError("not forced in time");
        }
        lastStepped = process;
        lastStep = clock.ticks();
    }

    private void sleep(SimulatedProcess process) {
        long rest = Math.min(process.rest(), untilServers());
        if (rest > 0 && rest < HOUR) {
            clock.advance(Duration.ofNanos(random.nextBoolean() ? rest : random.nextLong(rest)));
        }
    }

    private void jump() {
        int kind = random.nextInt(4);
        if (mayClockJump && kind < 2) {
            clock.advance(Duration.ofNanos(random.nextLong(3 * HOUR)));
        }
        if (maySetClockBack && kind > 1) {
            clock.setBack(Duration.ofNanos(random.nextLong(kind == 2 ? 2 * SECOND : 2 * HOUR)));
            destinations.forEach(each -> each.model.excuseOrder());
        }
    }

    private void restart(int which) {
        if (random.nextInt(3) > 0) {
            return;
        }
        switch (random.nextInt(3)) {
            case 0 -> {
                close(running.get(which));
                restart(which, which + 1);
            }
            case 1 -> kill(isOneJvm ? 0 : which, isOneJvm ? running.size() : which + 1);
            default -> {
                destinations.forEach(each -> each.model.powerFailed());
                disk.cutPower();
                kill(0, running.size());
            }
        }
    }

    /** Ends some processes without a warning, and starts others in their place. */
    private void kill(int from, int to) {
        for (SimulatedProcess process : running.subList(from, to)) {
            // A full spool drops events from memory too.
            boolean isExact = !plan.hasDiskFaults()
                    && !plan.hasThrowables()
                    && process.configuration.spooled()
                    && spoolBytes >= LARGE_SPOOL;
            process.destination.model.died(process, isExact);
            process.disk.kill();
        }
        jvm = isOneJvm ? disk.mount() : jvm;
        restart(from, to);
    }

    private void restart(int from, int to) {
        if (!bitTurned && random.nextInt(8) == 0) {
            bitTurned = true;
            int unknown = disk.turnBit();
            destinations.forEach(each -> each.model.damaged(unknown));
        }
        for (int i = from; i < to; i++) {
            running.set(i, start(running.get(i).destination, random.nextInt(100) < spoolChance));
        }
    }

    private SimulatedProcess start(SimulatedServer destination, boolean spooled) {
        processes++;
        plan.setStarting(true);
        clock.advance(Duration.ofNanos(MILLI));
        MountedDisk mounted = isOneJvm ? jvm : disk.mount();
        Configuration configuration = Configuration.draw(random, destination.name, spooled);
        SimulatedProcess started =
                new SimulatedProcess(configuration, destination, clock, plan, traffic, mounted, spoolBytes);
        destination.model.begin(started);
        plan.setStarting(false);
        return started;
    }

    private void close(SimulatedProcess process) {
        process.stop();
        if (!isOneJvm) {
            process.disk.kill();
        }
        process.destination.model.ended(process);
    }

    /**
     * Delivers all events of a process, by waiting only as long as the pipeline asks for, while the application goes on
     * to log if the server refuses some of them.
     */
    private void drain(SimulatedProcess process) {
        Model model = process.destination.model;
        process.flush();
        long start = clock.ticks();
        long lastLogged = start;
        for (int i = 0; i < MOST_STEPS_TO_DRAIN; i++) {
            advanceServers();
            int work = workOnce(process);
            model.check(process);
            if (work == 0) {
                long rest = Math.min(process.rest(), untilServers());
                SinkStats stats = process.stats();
                if (isSettled(stats) && process.isFlushed()) {
                    return;
                }
                checkSettledInTime(model, stats, clock.ticks() - start);
                if (rest > HOUR) {
                    throw new AssertionError("it sleeps for ever: " + stats);
                }
                if (plan.isPoisonous() && clock.ticks() - lastLogged > MINUTE) {
                    lastLogged = clock.ticks();
                    process.burst(1);
                }
                clock.advance(Duration.ofNanos(Math.max(1, rest)));
            }
        }
        throw new AssertionError("it does not get done: " + process.stats());
    }

    private static boolean isSettled(SinkStats stats) {
        return stats.events().pending() == 0 && stats.spool().spooled() == 0;
    }

    private static void checkSettledInTime(Model model, SinkStats stats, long nanos) {
        long poisoned = model.poisoned();
        if (nanos > LONGEST_TO_SETTLE + poisoned * LONGEST_TO_SETTLE_POISON) {
            throw new AssertionError("not settled in time, of which " + poisoned + " are refused: " + stats);
        }
    }

    private void advanceServers() {
        destinations.forEach(each -> each.server.advanceTo(clock.ticks()));
    }

    private long untilServers() {
        return destinations.stream()
                .mapToLong(each -> each.server.untilNext())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private int pick(int... some) {
        return some[random.nextInt(some.length)];
    }
}
