package io.fapilog;

import io.fapilog.loki.ScriptedLoki;
import io.fapilog.spool.MemoryDisk;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** One life: processes that log, die and come again, in front of one server and one disk. */
final class Simulation {
    private static final List<Level> LEVELS = List.of(Level.values());
    private static final int STEPS = 60;
    private static final int MOST_STEPS_TO_DRAIN = 20_000;
    private static final int MOST_PROCESSES_TO_DRAIN = 20;
    private static final int LARGE_SPOOL = 16 << 20;
    private static final long MILLI = 1_000_000;
    private static final long SYNC = SimulatedClock.SECOND / 2;
    private static final long HOUR = 3_600 * SimulatedClock.SECOND;

    private final SplittableRandom random;
    private final SimulatedClock clock = new SimulatedClock();
    private final FaultPlan plan;
    private final ScriptedLoki server;
    private final MemoryDisk disk;
    private final Model model;
    private final boolean mayClockJump;
    private final boolean maySetClockBack;
    private final int spoolChance;
    private final long spoolBytes;
    private final int mostBytes;
    private SimulatedProcess process;
    /** Whether nothing was thrown in the last step of the worker. */
    private boolean whole = true;

    private boolean bitTurned;
    private int processes;
    private long lastStep;
    /** The events before this one are safe from the death of the process. */
    private int written;
    /** The events before this one are safe from a power cut. */
    private int forced;

    Simulation(long seed) {
        random = new SplittableRandom(seed);
        plan = new FaultPlan(random);
        server = new ScriptedLoki(plan);
        disk = new MemoryDisk(plan);
        model = new Model(plan);
        mayClockJump = random.nextInt(3) == 0;
        maySetClockBack = random.nextInt(6) == 0;
        spoolChance = pick(0, 50, 100, 100);
        spoolBytes = pick(LARGE_SPOOL, LARGE_SPOOL, 192 << 10);
        mostBytes = pick(20, 200, 200, 1_500);
        if (spoolChance == 50) {
            // What waits on the disk is overtaken by a process that does not look there.
            model.excuseOrder();
        }
        process = start(random.nextInt(100) < spoolChance);
    }

    /** Lives, then lets everything arrive. */
    void run() {
        for (int i = 0; i < STEPS; i++) {
            act();
            server.advanceTo(clock.ticks());
            model.check(process, whole);
        }
        plan.heal();
        for (int i = 0; i < MOST_PROCESSES_TO_DRAIN; i++) {
            drain();
            close();
            if (!disk.hasSegments()) {
                model.checkEnd(server);
                return;
            }
            process = start(true);
        }
        throw new AssertionError("the disk never gets empty");
    }

    @Override
    public String toString() {
        return plan + ", process " + processes + ": " + process.configuration + ", last warnings "
                + process.warnings.subList(Math.max(0, process.warnings.size() - 5), process.warnings.size());
    }

    private void act() {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> offer(random.nextInt(30));
            case 5, 6, 7, 8, 9, 10 -> work();
            case 11, 12, 13 -> sleep();
            case 14 -> clock.advance(random.nextInt(200) * MILLI);
            case 15 -> jump();
            case 16 -> process.flush();
            case 17 -> plan.toggleServer();
            case 18 -> plan.toggleDisk();
            default -> restart();
        }
    }

    private void offer(int count) {
        for (int i = 0; i < count; i++) {
            LogEvent event = event(model.next());
            model.offered(event);
            process.offer(event);
            clock.advance(random.nextInt(3) * 1_000L);
        }
    }

    private LogEvent event(int id) {
        Level level = LEVELS.get(random.nextInt(LEVELS.size()));
        String message = "#" + id + " " + "x".repeat(random.nextInt(mostBytes));
        LogEvent.Builder event = LogEvent.builder(level, "shop.Orders", message)
                .timestamp(clock.epochNanos() - random.nextInt(2) * random.nextLong(2_000))
                .thread("main")
                .attribute("text", random.nextInt(20) == 0 ? new Unspeakable() : "y\"\n\u0001\uD800");
        TreeMap<String, String> context = new TreeMap<>();
        context.put("shop", "shop " + random.nextInt(random.nextInt(8) == 0 ? 100 : 3));
        if (random.nextInt(3) == 0) {
            context.put("trace_id", "0af7651916cd43dd" + id);
        }
        boolean isHostile = plan.hasThrowables() && plan.oneIn(50);
        return event.context(isHostile ? new BrokenLater() : context).build();
    }

    private void work() {
        for (int i = random.nextInt(3); i >= 0; i--) {
            workOnce();
        }
    }

    private int workOnce() {
        long before = plan.thrown();
        int work = process.doWork();
        whole = plan.thrown() == before;
        if (whole && process.configuration.spooled()) {
            int left = model.next() - (int) process.stats().events().queued();
            written = left;
            forced = disk.isForced() ? left : forced;
            checkForced();
        }
        return work;
    }

    /** A step that comes as long after another as {@code spool_sync} says forces all that is written. */
    private void checkForced() {
        boolean isDue = clock.ticks() - lastStep >= SYNC && !plan.hasDiskFaults() && !plan.hasThrowables();
        if (isDue && !disk.isOwnForced()) {
            throw new AssertionError("not forced in time");
        }
        lastStep = clock.ticks();
    }

    private void sleep() {
        long rest = Math.min(process.rest(), server.untilNext());
        if (rest > 0 && rest < HOUR) {
            clock.advance(random.nextBoolean() ? rest : random.nextLong(rest));
        }
    }

    private void jump() {
        int kind = random.nextInt(4);
        if (mayClockJump && kind < 2) {
            clock.advance(random.nextLong(3 * HOUR));
        }
        if (maySetClockBack && kind > 1) {
            clock.setBack(random.nextLong(kind == 2 ? 2 * SimulatedClock.SECOND : 2 * HOUR));
            model.excuseOrder();
        }
    }

    private void restart() {
        if (random.nextInt(3) > 0) {
            return;
        }
        // A spool that is full lets go of what is in memory too.
        boolean isExact = !plan.hasDiskFaults()
                && !plan.hasThrowables()
                && process.configuration.spooled()
                && spoolBytes >= LARGE_SPOOL;
        switch (random.nextInt(3)) {
            case 0 -> close();
            case 1 -> {
                model.died(process, isExact, isExact ? written : model.next());
                disk.kill();
            }
            default -> {
                model.died(process, isExact, forced);
                disk.cutPower();
            }
        }
        if (!bitTurned && random.nextInt(8) == 0) {
            bitTurned = true;
            model.damaged(disk.turnBit());
        }
        process = start(random.nextInt(100) < spoolChance);
    }

    private SimulatedProcess start(boolean spooled) {
        processes++;
        plan.setStarting(true);
        clock.advance(MILLI);
        Configuration configuration = Configuration.draw(random, spooled);
        SimulatedProcess started = new SimulatedProcess(configuration, clock, plan, server, disk, spoolBytes, model);
        written = model.next();
        forced = disk.isForced() ? model.next() : forced;
        model.begin(started);
        whole = true;
        lastStep = clock.ticks();
        plan.setStarting(false);
        return started;
    }

    private void close() {
        process.stop();
        disk.kill();
        model.ended(process);
    }

    /** Everything arrives without anybody doing more than wait until the pipeline says. */
    private void drain() {
        process.flush();
        for (int i = 0; i < MOST_STEPS_TO_DRAIN; i++) {
            server.advanceTo(clock.ticks());
            int work = workOnce();
            model.check(process, whole);
            SinkStats stats = process.stats();
            if (work == 0) {
                long rest = Math.min(process.rest(), server.untilNext());
                if (stats.events().pending() == 0
                        && stats.spool().spooled() == 0
                        && process.isFlushed()
                        && rest > HOUR) {
                    return;
                }
                if (rest > HOUR) {
                    throw new AssertionError("it sleeps for ever: " + stats);
                }
                clock.advance(Math.max(1, rest));
            }
        }
        throw new AssertionError("it does not get done: " + process.stats());
    }

    private int pick(int... some) {
        return some[random.nextInt(some.length)];
    }

    /** Whose text cannot be had. */
    private static final class Unspeakable {
        @Override
        public String toString() {
            throw new IllegalStateException("unspeakable");
        }
    }

    /** A context that breaks when the worker reads it. */
    private static final class BrokenLater extends TreeMap<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public Set<Map.Entry<String, String>> entrySet() {
            throw new FaultPlan.HostileException();
        }

        @Override
        public boolean isEmpty() {
            return true;
        }
    }
}
