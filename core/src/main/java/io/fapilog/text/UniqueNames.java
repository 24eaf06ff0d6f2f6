package io.fapilog.text;

import java.util.HashMap;
import java.util.Map;

/**
 * Names of which none is used twice: one that is in use already gets {@code _2}, {@code _3} and so on. For one thread.
 */
public final class UniqueNames {
    /** The names in use, each with the last number that was appended to it. */
    private final Map<String, Integer> numbers = new HashMap<>();

    /** No names in use. */
    public UniqueNames() {}

    /** Uses {@code name} itself, or the first of name_2, name_3 … that is not in use yet, and returns it. */
    public String use(String name) {
        Integer last = numbers.putIfAbsent(name, 1);
        if (last == null) {
            return name;
        }
        int number = last + 1;
        while (numbers.putIfAbsent(name + "_" + number, 1) != null) {
            number++;
        }
        numbers.put(name, number);
        return name + "_" + number;
    }

    /** Whether no name is in use. */
    public boolean isEmpty() {
        return numbers.isEmpty();
    }

    /** The number of names in use. */
    public int size() {
        return numbers.size();
    }

    /** Uses no name any more. */
    public void clear() {
        numbers.clear();
    }
}
