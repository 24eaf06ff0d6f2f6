package io.fapilog.devloki;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of entries sorted by timestamp. Equal timestamps are in order of arrival. Appending in order and removing the
 * oldest take constant time; an entry out of order moves those after it. Not thread-safe.
 */
final class SortedEntries {
    private @Nullable Entry[] entries = new Entry[16];
    private int head;
    private int tail;

    boolean isEmpty() {
        return head == tail;
    }

    void add(Entry entry) {
        if (tail == entries.length) {
            makeRoom();
        }
        int at = head == tail || get(tail - 1).nanos() <= entry.nanos() ? tail : firstFrom(entry.nanos() + 1);
        System.arraycopy(entries, at, entries, at + 1, tail - at);
        entries[at] = entry;
        tail++;
    }

    Entry removeOldest() {
        Entry oldest = get(head);
        entries[head++] = null;
        return oldest;
    }

    /** A copy of the entries with {@code start <= timestamp < end}. */
    List<Entry> range(long start, long end) {
        int from = firstFrom(start);
        int to = Math.max(from, firstFrom(end));
        return Arrays.asList(Arrays.copyOfRange(entries, from, to, Entry[].class));
    }

    boolean overlaps(long start, long end) {
        return head < tail && get(head).nanos() < end && get(tail - 1).nanos() >= start;
    }

    private int firstFrom(long nanos) {
        int low = head;
        int high = tail;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle).nanos() < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @SuppressWarnings("NullAway") // there is no null between head and tail
    private Entry get(int i) {
        return entries[i];
    }

    private void makeRoom() {
        int size = tail - head;
        Entry[] target = new Entry[Math.max(16, size + (size >> 1))];
        System.arraycopy(entries, head, target, 0, size);
        entries = target;
        head = 0;
        tail = size;
    }
}
