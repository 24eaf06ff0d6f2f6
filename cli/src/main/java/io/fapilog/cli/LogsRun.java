package io.fapilog.cli;

import io.fapilog.cli.logs.LineFormat;
import io.fapilog.cli.logs.LogFollower;
import io.fapilog.cli.logs.LogLine;
import io.fapilog.cli.logs.LogQuery;
import io.fapilog.spi.SinkQuery;
import io.fapilog.spi.TimeSource;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * Shows the lines of a query until it has shown all, the reader of the output has ended, or the process is asked to end.
 * For one thread.
 */
final class LogsRun {
    private static final int BAD_QUERY = 400;
    private static final long PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final SinkQuery server;
    private final LogQuery query;
    private final PrintWriter out;
    private final Screen screen;
    private final String command;
    private final LineFormat format;
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean isAbandoned;
    private long pause = PAUSE_MILLIS;

    LogsRun(SinkQuery server, String query, CommandLine commandLine, LineFormat format) {
        this.server = server;
        this.out = commandLine.getOut();
        this.screen = new Screen(commandLine.getErr(), false);
        this.command = commandLine.getCommandSpec().qualifiedName();
        this.format = format;
        this.query = new LogQuery(server, query, TimeSource.system(), text -> screen.warn("", text));
    }

    /** Shows the lines that are there. */
    int show(Duration since, int limit) throws InterruptedException {
        return run(true, () -> {
            long now = TimeSource.system().epochNanos();
            long end = now + Duration.ofMinutes(10).toNanos();
            if (limit == 0) {
                query.forward(now - since.toNanos(), end, this::print);
            } else {
                print(query.newest(now - since.toNanos(), end, limit));
            }
        });
    }

    /** Shows the lines that are there, and those that come. */
    int follow(Duration since, int limit) throws InterruptedException {
        LogFollower follower = new LogFollower(query, TimeSource.system(), line -> print(List.of(line)));
        return run(false, () -> {
            follower.begin(since, limit);
            while (!ended.await(pause, TimeUnit.MILLISECONDS)) {
                sweep(follower);
            }
        });
    }

    private interface Work {
        void run() throws SinkQuery.Failure, InterruptedException;
    }

    private int run(boolean isFinite, Work work) throws InterruptedException {
        Interruption interruption = new Interruption(this::end);
        int code = FapilogCommand.LOST;
        try {
            work.run();
            code = FapilogCommand.DELIVERED;
        } catch (SinkQuery.Failure e) {
            code = failed(e, isFinite);
        } finally {
            out.flush();
            code = isAbandoned ? FapilogCommand.ABANDONED : code;
            interruption.end(code);
        }
        return code;
    }

    private int failed(SinkQuery.Failure failure, boolean isFinite) {
        if (isAbandoned || ended.getCount() == 0) {
            return isFinite ? FapilogCommand.LOST : FapilogCommand.DELIVERED;
        }
        screen.print(command + ": " + failure.getMessage());
        return failure.status() == BAD_QUERY ? FapilogCommand.WRONG_USAGE : FapilogCommand.LOST;
    }

    /** What was answered before may be answered again, so only a query that is refused ends it. */
    private void sweep(LogFollower follower) throws SinkQuery.Failure {
        try {
            follower.sweep();
            if (pause > PAUSE_MILLIS) {
                screen.info(server.server() + " answers again");
            }
            pause = PAUSE_MILLIS;
        } catch (SinkQuery.Failure e) {
            if (ended.getCount() == 0 || e.status() == BAD_QUERY) {
                throw e;
            }
            if (pause == PAUSE_MILLIS) {
                screen.warn("", e.getMessage() + ". Trying again");
            }
            follower.failed();
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private void print(List<LogLine> lines) {
        for (LogLine line : lines) {
            // Without a flush for each line.
            out.print(format.text(line) + "\n");
        }
        if (StdoutPipe.hasFailed(out)) {
            isAbandoned = true;
            end();
        }
    }

    private void end() {
        ended.countDown();
        server.close();
    }
}
