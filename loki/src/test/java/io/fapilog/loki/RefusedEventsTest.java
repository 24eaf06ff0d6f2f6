package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The refused events of a push, by the texts of Loki 2.9 and 3. */
class RefusedEventsTest {
    private static final List<SentEvent> EVENTS =
            List.of(event(500, "a", 10), event(100, "a longer one", 10), event(900, "b", 10), event(400, "c", 90));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | entry for stream '{}' has timestamp too old: 2026-10-28T23:19:33Z, oldest acceptable timestamp is: x | 1",
                "2 | entry with timestamp x ignored, reason: 'entry too far behind', total ignored: 2 out of 4 | 1 3",
                "1 | entry for stream '{}' has timestamp too new: 2027-10-28T23:19:33Z | 2",
                "1 | Max entry size '10' bytes exceeded for stream '{}' while adding an entry with length '12' bytes | 1",
                "1 | stream '{}' has structured metadata too large: '90' bytes, limit: '64' bytes | 3",
                "3 | 2 errors like: x has timestamp too old: y; 1 errors like: x has timestamp too new: y | 1 2 3"
            })
    void of_knownReason_areThoseThatTheReasonConcerns(int refused, String text, String indexes) {
        assertThat(RefusedEvents.of(EVENTS, refused, text)).isEqualTo(events(indexes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | entry for stream '{}' has timestamp too old: 2026-10-28T23:19:33Z",
                "2 | something else",
                "3 | 2 errors like: x has timestamp too old: y; 1 errors like: something else",
                "3 | 1 errors like: x has timestamp too old: y; 1 errors like: x has timestamp too new: y",
                "-1 | entry for stream '{}' has timestamp too old: 2026-10-28T23:19:33Z"
            })
    void of_reasonThatDoesNotTellWhich_areAll(int refused, String text) {
        assertThat(RefusedEvents.of(EVENTS, refused, text)).isEqualTo(EVENTS);
    }

    @Test
    void of_equalEvents_areAsManyAsWereRefused() {
        List<SentEvent> equal = List.of(event(1, "a", 1), event(1, "a", 1), event(1, "a", 1));
        assertThat(RefusedEvents.of(equal, 2, "has timestamp too old")).hasSize(2);
    }

    private static List<SentEvent> events(String indexes) {
        return List.of(indexes.split(" ", -1)).stream()
                .map(index -> EVENTS.get(Integer.parseInt(index)))
                .toList();
    }

    private static SentEvent event(long timestamp, String line, int otherBytes) {
        return new SentEvent(timestamp, line.getBytes(StandardCharsets.UTF_8), otherBytes);
    }
}
