package io.fapilog.cli.logs;

import io.fapilog.spi.SinkQuery;
import io.fapilog.spi.TimeSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the lines of a query page by page. A page that is full ends before the newest time in it (or the oldest one), at
 * which the next page begins: so lines with equal times are neither lost nor repeated. Pages become smaller where the
 * server's limits or 16 MiB per answer ask for it. For one thread.
 */
public final class LogQuery {
    private static final int USUAL_PAGE = 1_000;
    /** As many lines as Loki returns at once by default. */
    private static final int LARGEST_PAGE = 5_000;

    private static final int MOST_BYTES = 16 << 20;

    private final SinkQuery server;
    private final String query;
    private final TimeSource time;
    private final Consumer<String> warn;
    private int size = USUAL_PAGE;
    private int largest = LARGEST_PAGE;
    private Duration ahead = Duration.ZERO;

    /**
     * A query.
     *
     * @param query the LogQL
     * @param time the clock that the server's is compared with
     * @param warn takes a sentence about lines that cannot be shown
     */
    public LogQuery(SinkQuery server, String query, TimeSource time, Consumer<String> warn) {
        this.server = server;
        this.query = query;
        this.time = time;
        this.warn = warn;
    }

    /** How far the clock of the server was ahead of ours at the last answer; negative if it was behind. */
    public Duration ahead() {
        return ahead;
    }

    /**
     * Reads all lines from {@code start} to before {@code end}, in nanoseconds since 1970, the oldest first.
     *
     * @param target takes each page
     */
    public void forward(long start, long end, Consumer<List<LogLine>> target) throws SinkQuery.Failure {
        long from = start;
        while (from < end) {
            LogPage page = page(from, end, size, true);
            if (!page.isFull()) {
                target.accept(page.lines());
                return;
            }
            long last = page.last();
            List<LogLine> whole =
                    page.lines().stream().filter(line -> line.nanos() < last).toList();
            if (!whole.isEmpty()) {
                target.accept(whole);
                from = last;
            } else if (!grow()) {
                target.accept(page.lines());
                tellCut(last);
                from = last + 1;
            }
        }
    }

    /** The newest lines from {@code start} to before {@code end}, at most {@code most}, the oldest first. */
    public List<LogLine> newest(long start, long end, int most) throws SinkQuery.Failure {
        List<List<LogLine>> parts = new ArrayList<>();
        int count = 0;
        long to = end;
        while (to > start) {
            LogPage page = page(start, to, Math.min(size, most - count), false);
            if (!page.isFull() || count + page.lines().size() >= most) {
                parts.add(page.lines());
                break;
            }
            long first = page.first();
            List<LogLine> whole =
                    page.lines().stream().filter(line -> line.nanos() > first).toList();
            if (!whole.isEmpty()) {
                parts.add(whole);
                count += whole.size();
                to = first + 1;
            } else if (!grow()) {
                parts.add(page.lines());
                count += page.lines().size();
                tellCut(first);
                to = first;
            }
        }
        return joined(parts);
    }

    private static List<LogLine> joined(List<List<LogLine>> newestFirst) {
        List<LogLine> lines = new ArrayList<>();
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            lines.addAll(newestFirst.get(i));
        }
        return lines;
    }

    private LogPage page(long start, long end, int limit, boolean forward) throws SinkQuery.Failure {
        int asked = limit;
        while (true) {
            try {
                SinkQuery.Reply reply = server.get(target(start, end, asked, forward), MOST_BYTES);
                if (reply.isComplete()) {
                    note(reply);
                    return LogPage.of(reply.body(), asked, forward);
                }
                asked = shrink(asked, new SinkQuery.Failure("a line has more than 16 MiB", 0));
            } catch (SinkQuery.Failure e) {
                if (!isTooMuch(e)) {
                    throw e;
                }
                asked = shrink(asked, e);
            }
        }
    }

    private String target(long start, long end, int limit, boolean forward) {
        return "/loki/api/v1/query_range?direction=" + (forward ? "forward" : "backward") + "&limit=" + limit
                + "&start=" + start + "&end=" + end + "&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    /** Whether the server refuses the number of lines, or their bytes. */
    private static boolean isTooMuch(SinkQuery.Failure failure) {
        String words = String.valueOf(failure.getMessage());
        return words.contains("max_entries_limit") || words.contains("received message larger than max");
    }

    private int shrink(int asked, SinkQuery.Failure failure) throws SinkQuery.Failure {
        if (asked == 1) {
            throw failure;
        }
        largest = asked / 2;
        size = Math.min(size, largest);
        return largest;
    }

    private boolean grow() {
        boolean can = size < largest;
        size = largest;
        return can;
    }

    private void note(SinkQuery.Reply reply) {
        Instant date = reply.date();
        ahead = date == null ? Duration.ZERO : Duration.between(JsonFormat.instant(time.epochNanos()), date);
    }

    private void tellCut(long nanos) {
        warn.accept("more than " + size + " lines have the time " + nanos + "; the others cannot be shown");
    }
}
