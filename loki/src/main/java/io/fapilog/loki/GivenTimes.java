package io.fapilog.loki;

import java.util.Arrays;

/**
 * The time stamps that the events of a stream were given. Loki drops an entry whose labels, time stamp and line are
 * those of another one, so that no two events of a stream get the same. Worker only.
 *
 * <p>They are held as runs of consecutive nanoseconds, in ascending order: the 100 000 lines of one second of a file
 * with seconds are one run, and finding the next free nanosecond is one binary search. Time stamps that ascend, as
 * those of live events do, are appended without a search.
 *
 * <p>The memory is bounded by two generations. When the younger one is full, it becomes the older one, and the former
 * older one is forgotten, so that what was given last is remembered longest, whatever its time.
 */
final class GivenTimes {
    private Runs younger = new Runs();
    private Runs older = new Runs();

    /** The first time stamp from {@code wanted} on that was not given. */
    long free(long wanted) {
        long time = wanted;
        long before;
        do {
            before = time;
            time = older.freeFrom(younger.freeFrom(time));
        } while (time != before);
        return time;
    }

    /**
     * Makes room for one more time stamp. If this throws, nothing has changed.
     *
     * @param most the most runs that a generation may have
     */
    void reserve(int most) {
        if (!younger.isFull(most)) {
            younger.reserve(most);
            return;
        }
        Runs reused = older.fits(most) ? older : new Runs();
        reused.reserve(most);
        reused.clear();
        older = younger;
        younger = reused;
    }

    /** Records {@code time}, which is free and for which room was reserved. */
    void give(long time) {
        younger.add(time);
    }

    /** The memory in bytes. */
    int bytes() {
        return younger.bytes() + older.bytes();
    }

    /** Disjoint runs of consecutive time stamps in ascending order, none next to another. */
    private static final class Runs {
        private static final long[] NONE = {};
        private static final int FIRST = 8;

        private long[] from = NONE;
        private long[] to = NONE;
        private int count;

        boolean isFull(int most) {
            return count >= most;
        }

        /** Whether the arrays are no longer than {@code most} runs need. */
        boolean fits(int most) {
            return from.length <= Math.max(FIRST, most);
        }

        void clear() {
            count = 0;
        }

        int bytes() {
            return (from.length + to.length) * Long.BYTES;
        }

        /** Makes room for one more run, within {@code most}. */
        void reserve(int most) {
            if (count < from.length) {
                return;
            }
            int length = Math.max(FIRST, Math.min(most, 2 * count));
            long[] wider = Arrays.copyOf(to, length);
            from = Arrays.copyOf(from, length);
            to = wider;
        }

        /** The first time from {@code time} on that is in no run. */
        long freeFrom(long time) {
            int run = runBefore(time);
            return run >= 0 && time <= to[run] ? to[run] + 1 : time;
        }

        void add(long time) {
            int before = runBefore(time);
            boolean follows = before >= 0 && to[before] == time - 1;
            boolean precedes = before + 1 < count && from[before + 1] == time + 1;
            if (follows && precedes) {
                to[before] = to[before + 1];
                remove(before + 1);
            } else if (follows) {
                to[before] = time;
            } else if (precedes) {
                from[before + 1] = time;
            } else {
                insert(before + 1, time);
            }
        }

        /** The index of the last run that begins at or before {@code time}; -1 when there is none. */
        private int runBefore(long time) {
            if (count == 0 || from[count - 1] <= time) {
                return count - 1;
            }
            int found = Arrays.binarySearch(from, 0, count, time);
            return found >= 0 ? found : -found - 2;
        }

        private void insert(int at, long time) {
            System.arraycopy(from, at, from, at + 1, count - at);
            System.arraycopy(to, at, to, at + 1, count - at);
            from[at] = time;
            to[at] = time;
            count++;
        }

        private void remove(int at) {
            count--;
            System.arraycopy(from, at + 1, from, at, count - at);
            System.arraycopy(to, at + 1, to, at, count - at);
        }
    }
}
