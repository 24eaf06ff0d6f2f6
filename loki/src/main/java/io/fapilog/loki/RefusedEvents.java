package io.fapilog.loki;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.stream.IntStream;

/**
 * Finds the events of a push that Loki has refused, from the text of its 400. The text contains reasons and how many
 * events each concerns, but not which ones; they follow from the reason. Of a push with three events that are too old,
 * they are the three oldest. To send the events again one by one would find them too, but Loki drops an event that it
 * has stored already only while it is in the newest block of its chunk.
 */
final class RefusedEvents {
    private static final Comparator<SentEvent> BY_AGE = Comparator.comparingLong(SentEvent::timestamp);
    private static final Comparator<SentEvent> BY_NEWNESS = BY_AGE.reversed();
    private static final Comparator<SentEvent> BY_LENGTH =
            Comparator.<SentEvent>comparingInt(event -> event.line().length).reversed();
    private static final Comparator<SentEvent> BY_METADATA =
            Comparator.comparingInt(SentEvent::otherBytes).reversed();

    private final List<SentEvent> events;
    private final BitSet found = new BitSet();
    private boolean isCertain = true;

    private RefusedEvents(List<SentEvent> events) {
        this.events = events;
    }

    /**
     * The refused ones of {@code events}, in their order. They are all of them if the text does not tell which.
     *
     * @param refused their number; -1 if it is unknown
     */
    static List<SentEvent> of(List<SentEvent> events, long refused, String text) {
        if (refused < 0 || refused >= events.size()) {
            return events;
        }
        RefusedEvents search = new RefusedEvents(events);
        search.findAll(text.toLowerCase(Locale.ROOT), (int) refused);
        return search.isCertain && search.found.cardinality() == refused
                ? search.found.stream().mapToObj(events::get).toList()
                : events;
    }

    private void findAll(String text, int refused) {
        List<Integer> starts = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        Matcher group = Refusal.GROUP.matcher(text);
        while (group.find()) {
            starts.add(group.start());
            counts.add(Integer.valueOf(group.group(1)));
        }
        if (starts.isEmpty()) {
            find(text, refused);
        }
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : text.length();
            find(text.substring(starts.get(i), end), counts.get(i));
        }
    }

    /** Finds {@code count} events that were refused for one reason. */
    private void find(String reason, int count) {
        if (reason.contains("timestamp too old") || reason.contains("too far behind")) {
            find(BY_AGE, count);
        } else if (reason.contains("timestamp too new")) {
            find(BY_NEWNESS, count);
        } else if (reason.contains("max entry size")) {
            find(BY_LENGTH, count);
        } else if (reason.contains("structured metadata")) {
            find(BY_METADATA, count);
        } else {
            isCertain = false;
        }
    }

    private void find(Comparator<SentEvent> order, int count) {
        IntStream.range(0, events.size())
                .filter(index -> !found.get(index))
                .boxed()
                .sorted(Comparator.comparing(events::get, order))
                .limit(count)
                .forEach(found::set);
    }
}
