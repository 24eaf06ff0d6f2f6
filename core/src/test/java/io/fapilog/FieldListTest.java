package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Events that share the fields of former events have the fields that they were given. */
class FieldListTest {
    private final LogEvent.Builder reused = builder();

    @Test
    void context_sameMapAgain_takesNoMoreMemory() {
        Map<String, String> map = Map.of("user", "of-this-test-" + System.nanoTime(), "trace_id", "1");
        int first = event(map).size();
        assertThat(event(map).size())
                .isLessThan(first)
                .isEqualTo(event(Map.of()).size());
    }

    @Test
    void context_mapChangedBetweenEvents_isThatOfEachCall() {
        Map<String, String> map = new HashMap<>(Map.of("a", "1", "b", "2"));
        LogEvent first = event(map);
        map.put("b", "3");
        LogEvent second = event(map);
        map.remove("a");
        map.put("c", "1");
        LogEvent third = event(map);
        map.clear();
        LogEvent fourth = event(map);

        assertThat(first.context()).containsOnly(entry("a", "1"), entry("b", "2"));
        assertThat(second.context()).containsOnly(entry("a", "1"), entry("b", "3"));
        assertThat(third.context()).containsOnly(entry("b", "3"), entry("c", "1"));
        assertThat(fourth.context()).isEmpty();
    }

    @Test
    void context_valueNullInPlaceOfAMissingName_isNotThatOfTheLastEvent() {
        LogEvent first = event(Collections.singletonMap("a", null));
        LogEvent second = event(Map.of("b", "1"));
        LogEvent third = event(Collections.singletonMap("a", null));

        assertThat(first.context()).containsExactly(entry("a", null));
        assertThat(second.context()).containsExactly(entry("b", "1"));
        assertThat(third.context()).containsExactly(entry("a", null));
    }

    @Test
    void contextEntries_addedToAMap_leaveTheFormerEventAsItIs() {
        Map<String, String> map = Map.of("a", "1");
        LogEvent first = event(map);
        LogEvent second = reused.begin(Level.INFO, "shop")
                .context(map)
                .context("b", 2)
                .context("c", null)
                .build();

        assertThat(first.context()).containsExactly(entry("a", "1"));
        assertThat(second.context()).containsExactly(entry("a", "1"), entry("b", "2"), entry("c", null));
    }

    @Test
    void build_again_takesWhatWasAddedMeanwhile() {
        LogEvent.Builder builder = builder().context("a", "1").attribute("n", 1);
        LogEvent first = builder.build();
        LogEvent other = builder().context("x", "9").attribute("m", 9).build();
        LogEvent second = builder.context("b", "2").attribute("n", 2).build();

        assertThat(first.context()).containsExactly(entry("a", "1"));
        assertThat(other.context()).containsExactly(entry("x", "9"));
        assertThat(second.context()).containsExactly(entry("a", "1"), entry("b", "2"));
        assertThat(attributes(first)).containsExactly("n=1");
        assertThat(attributes(other)).containsExactly("m=9");
        assertThat(attributes(second)).containsExactly("n=1", "n=2");
    }

    @Test
    void fields_ofRandomEventsOfOneBuilder_areThoseOfEach() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String[] values = {"x", "y", "z".repeat(300)};
        List<Fields> former = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            Fields fields = new Fields(reused.begin(Level.INFO, "shop"), random, values);
            for (int n = random.nextInt(30); n > 0; n--) {
                fields.add();
            }
            former.add(fields.build());
        }
        assertThat(former).allSatisfy(fields -> fields.check(seed));
    }

    private static LogEvent.Builder builder() {
        return LogEvent.builder(Level.INFO, "shop", "m");
    }

    private LogEvent event(Map<String, String> context) {
        return reused.begin(Level.INFO, "shop").message("m").context(context).build();
    }

    private static List<String> attributes(LogEvent event) {
        List<String> found = new ArrayList<>();
        event.forEachAttribute((name, value) -> found.add(name + "=" + value));
        return found;
    }

    /** An event that is being built, and what it must contain. */
    private static final class Fields {
        private final LogEvent.Builder builder;
        private final Random random;
        private final String[] values;
        private final Map<String, String> context = new LinkedHashMap<>();
        private final List<String> attributes = new ArrayList<>();
        private LogEvent event = builder().build();

        Fields(LogEvent.Builder builder, Random random, String[] values) {
            this.builder = builder;
            this.random = random;
            this.values = values;
            if (random.nextBoolean()) {
                context.put("k", values[random.nextInt(values.length)]);
                builder.context(context);
            }
        }

        void add() {
            String value = values[random.nextInt(values.length)];
            if (random.nextInt(4) == 0) {
                String name = "c" + context.size();
                builder.context(name, value);
                context.put(name, value);
            } else {
                builder.attribute("a", value);
                attributes.add("a=" + value);
            }
        }

        Fields build() {
            event = builder.build();
            return this;
        }

        void check(long seed) {
            assertThat(event.context()).as("seed %d", seed).isEqualTo(context);
            assertThat(FieldListTest.attributes(event)).as("seed %d", seed).isEqualTo(attributes);
        }
    }
}
