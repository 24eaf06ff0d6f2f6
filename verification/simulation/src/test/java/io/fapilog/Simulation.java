package io.fapilog;

import io.fapilog.loki.ScriptedLoki;
import io.fapilog.spool.MemoryDisk;
import io.fapilog.testkit.ManualTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** One life: processes that log, die and restart, with one server and one disk. */
final class Simulation {
    private static final List<Level> LEVELS = List.of(Level.values());
    private static final int STEPS = 60;
    private static final int MOST_STEPS_TO_DRAIN = 20_000;
    private static final int MOST_PROCESSES_TO_DRAIN = 20;
    private static final int LARGE_SPOOL = 16 << 20;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long SYNC = SECOND / 2;
    private static final long HOUR = 3_600 * SECOND;

    private final SplittableRandom random;
    private final ManualTime clock = new ManualTime();
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
    private boolean complete = true;

    private boolean bitTurned;
    private int processes;
    private long lastStep;
    /** The events before this one are safe from the death of the process. */
    private int written;
    /** The events before this one are safe from a power failure. */
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
            // A process without a spool sends newer events before those on the disk.
            model.excuseOrder();
        }
        process = start(random.nextInt(100) < spoolChance);
    }

    /** Runs the life, then delivers all events. */
    void run() {
        for (int i = 0; i < STEPS; i++) {
            act();
            server.advanceTo(clock.ticks());
            model.check(process, complete);
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
        switch (Action.drawn(random.nextInt(Action.ALL))) {
            case OFFER -> offer(random.nextInt(30));
            case WORK -> work();
            case SLEEP -> sleep();
            case PASS_TIME -> clock.advance(Duration.ofNanos(random.nextInt(200) * MILLI));
            case JUMP -> jump();
            case FLUSH -> process.flush();
            case TOGGLE_SERVER -> plan.toggleServer();
            case TOGGLE_DISK -> plan.toggleDisk();
            case RESTART -> restart();
        }
    }

    private void offer(int count) {
        for (int i = 0; i < count; i++) {
            LogEvent event = event(model.next());
            model.offered(event);
            process.offer(event);
            clock.advance(Duration.ofNanos(random.nextInt(3) * 1_000L));
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
        complete = plan.thrown() == before;
        if (complete && process.configuration.spooled()) {
            int left = model.next() - (int) process.stats().events().queued();
            written = left;
            forced = disk.isForced() ? left : forced;
            checkForced();
        }
        return work;
    }

    /** Checks that a step at least {@code spool_sync} after the previous one forces all written bytes. */
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
            model.excuseOrder();
        }
    }

    private void restart() {
        if (random.nextInt(3) > 0) {
            return;
        }
        // A full spool drops events from memory too.
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
        clock.advance(Duration.ofNanos(MILLI));
        Configuration configuration = Configuration.draw(random, spooled);
        SimulatedProcess started = new SimulatedProcess(configuration, clock, plan, server, disk, spoolBytes, model);
        written = model.next();
        forced = disk.isForced() ? model.next() : forced;
        model.begin(started);
        complete = true;
        lastStep = clock.ticks();
        plan.setStarting(false);
        return started;
    }

    private void close() {
        process.stop();
        disk.kill();
        model.ended(process);
    }

    /** Delivers all events by waiting only as long as the pipeline asks for. */
    private void drain() {
        process.flush();
        for (int i = 0; i < MOST_STEPS_TO_DRAIN; i++) {
            server.advanceTo(clock.ticks());
            int work = workOnce();
            model.check(process, complete);
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
                clock.advance(Duration.ofNanos(Math.max(1, rest)));
            }
        }
        throw new AssertionError("it does not get done: " + process.stats());
    }

    private int pick(int... some) {
        return some[random.nextInt(some.length)];
    }

    /** An object whose text is unavailable. */
    private static final class Unspeakable {
        @Override
        public String toString() {
            throw new IllegalStateException("unspeakable");
        }
    }

    /** A context that throws when the worker reads it. */
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

    /** The next action of a life, with its weight. */
    private enum Action {
        /** The application logs events. */
        OFFER(5),
        /** The worker does some steps. */
        WORK(6),
        /** Time passes until the worker or the server has something to do. */
        SLEEP(3),
        /** Up to 0.2 s pass. */
        PASS_TIME(1),
        /** Hours pass, or the wall clock is set back. */
        JUMP(1),
        /** The application requests a flush. */
        FLUSH(1),
        /** The server fails, or works again. */
        TOGGLE_SERVER(1),
        /** The disk fails, or works again. */
        TOGGLE_DISK(1),
        /** The process is closed, killed, or loses its power, and another one starts. */
        RESTART(1);

        static final int ALL =
                Arrays.stream(values()).mapToInt(action -> action.weight).sum();

        private final int weight;

        Action(int weight) {
            this.weight = weight;
        }

        /** The action for a number below {@link #ALL}. */
        static Action drawn(int number) {
            int left = number;
            for (Action action : values()) {
                left -= action.weight;
                if (left < 0) {
                    return action;
                }
            }
            throw new IllegalArgumentException("not below the sum of the weights: " + number);
        }
    }
}
