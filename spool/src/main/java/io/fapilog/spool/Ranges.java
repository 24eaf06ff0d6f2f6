package io.fapilog.spool;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A set of integers, stored as disjoint ranges. */
final class Ranges {
    /** Receives a range: {@code from} is inclusive, {@code to} exclusive. */
    interface Consumer {
        void accept(long from, long to);
    }

    private final NavigableMap<Long, Long> ranges = new TreeMap<>();
    private long size;

    long size() {
        return size;
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    boolean contains(long number) {
        Map.Entry<Long, Long> range = ranges.floorEntry(number);
        return range != null && range.getValue() > number;
    }

    /** The smallest number of a set that is not empty. */
    long first() {
        return ranges.firstKey();
    }

    /** Adds the numbers {@code from} (inclusive) to {@code to} (exclusive). */
    void add(long from, long to) {
        if (from >= to) {
            return;
        }
        long start = from;
        long end = to;
        Map.Entry<Long, Long> touching = ranges.floorEntry(to);
        while (touching != null && touching.getValue() >= from) {
            start = Math.min(start, touching.getKey());
            end = Math.max(end, touching.getValue());
            size -= touching.getValue() - touching.getKey();
            ranges.remove(touching.getKey());
            touching = ranges.floorEntry(to);
        }
        put(start, end);
    }

    /** Removes the numbers {@code from} (inclusive) to {@code to} (exclusive). Returns how many of them there were. */
    long remove(long from, long to) {
        long before = size;
        Map.Entry<Long, Long> entry = from >= to ? null : ranges.lowerEntry(to);
        while (entry != null && entry.getValue() > from) {
            long start = entry.getKey();
            long end = entry.getValue();
            ranges.remove(start);
            size -= end - start;
            put(start, Math.min(end, from));
            put(Math.max(start, to), end);
            entry = ranges.lowerEntry(to);
        }
        return before - size;
    }

    void forEach(Consumer consumer) {
        ranges.forEach(consumer::accept);
    }

    private void put(long from, long to) {
        if (from < to) {
            ranges.put(from, to);
            size += to - from;
        }
    }
}
