package io.fapilog.devloki;

import java.time.Duration;
import java.util.List;

/**
 * The message of an assertion about arrived events that failed.
 *
 * @param expectation what was required
 * @param conditions the conditions of the events
 * @param limit how long the assertion waited
 */
record EventMismatch(EventExpectation expectation, List<EventCondition> conditions, Duration limit) {
    private static final int MOST_LISTED = 20;
    private static final int MOST_CHARS = 300;

    String text(List<ArrivedEvent> arrived, List<ArrivedEvent> matching, List<ReceivedPush> pushes) {
        StringBuilder text = new StringBuilder(expectation.text(EventCondition.text(conditions), matching));
        text.append("\nwaited ").append(limit.toMillis() / 1000.0).append(" s; ");
        text.append(arrived.size()).append(" arrived, ").append(matching.size()).append(" of them match");
        list(text, "matching", matching);
        list(
                text,
                "others",
                arrived.stream().filter(event -> !matching.contains(event)).toList());
        tellRefusal(text, pushes);
        return text.toString();
    }

    /** The last ones are listed, since a test usually waits for those that come last. */
    private static void list(StringBuilder text, String title, List<ArrivedEvent> events) {
        int left = Math.max(0, events.size() - MOST_LISTED);
        if (!events.isEmpty()) {
            text.append('\n').append(title).append(left == 0 ? ":" : ", without the first " + left + ":");
        }
        for (ArrivedEvent event : events.subList(left, events.size())) {
            text.append("\n  ").append(shortened(event.toString()));
        }
    }

    private static String shortened(String event) {
        String line = event.replaceAll("\\p{Cntrl}", "\uFFFD");
        return line.length() <= MOST_CHARS ? line : line.substring(0, MOST_CHARS) + "…";
    }

    private static void tellRefusal(StringBuilder text, List<ReceivedPush> pushes) {
        List<ReceivedPush> refused =
                pushes.stream().filter(push -> push.status() / 100 != 2).toList();
        if (!refused.isEmpty()) {
            ReceivedPush last = refused.get(refused.size() - 1);
            text.append('\n').append(refused.size()).append(" of ").append(pushes.size());
            text.append(pushes.size() == 1 ? " push was" : " pushes were").append(" refused, the last with ");
            text.append(last.status()).append(": ").append(shortened(last.text()));
        }
    }
}
