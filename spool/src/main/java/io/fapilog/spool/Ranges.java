package io.fapilog.spool;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A set of whole numbers, kept as ranges. */
final class Ranges {
    /** Receives a range, from its first number to behind its last. */
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

    /** The smallest; there must be one. */
    long first() {
        return ranges.firstKey();
    }

    /** Adds all numbers from {@code from} on and before {@code to}. Returns how many were not there. */
    long add(long from, long to) {
        if (from >= to) {
            return 0;
        }
        long before = size;
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
        ranges.put(start, end);
        size += end - start;
        return size - before;
    }

    /** Removes all numbers from {@code from} on and before {@code to}. Returns how many were there. */
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
