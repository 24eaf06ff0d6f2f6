package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.json.JsonLine;
import io.fapilog.spi.Spool;
import io.fapilog.testkit.RecordingLedger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The behaviour of every format of pushes, decoded by independent code. */
abstract class WireContract {
    final Wire wire;
    private final JsonLine line = new JsonLine(1 << 20);
    private final Metadata metadata = new Metadata();

    WireContract(Wire wire) {
        this.wire = wire;
    }

    /** Decodes a body independently of {@link Wire}. */
    abstract DecodedPush decode(byte[] body);

    @Test
    void seal_severalStreams_containsEveryEvent() {
        List<LogEvent> events = randomEvents(new Random(1), 100);
        DecodedPush push = decode(seal(events, 3));
        assertThat(push.streams())
                .extracting(stream -> stream.labels().get("app"))
                .containsExactly("shop 0", "shop 1", "shop 2");
        assertThat(push.entries()).hasSize(100);
        assertSame(push, events);
    }

    @Test
    void seal_specialCharacters_areDecodedUnchanged() {
        Random random = new Random(2);
        for (int i = 0; i < 50; i++) {
            List<LogEvent> events = randomEvents(random, 1 + random.nextInt(40));
            assertSame(decode(seal(events, 1)), events);
        }
    }

    @Test
    void split_anyBatch_containsTheSameEntriesInTwoHalves() {
        Random random = new Random(3);
        for (int count = 2; count < 30; count++) {
            SealedBatch batch = batch(randomEvents(random, count), 1 + count % 4);
            List<SealedBatch> halves = batch.split();
            List<DecodedPush.Entry> joined = new ArrayList<>();
            for (SealedBatch half : halves) {
                DecodedPush push = decode(half.body());
                assertThat(push.entries()).hasSize(half.events());
                assertThat(push.streams()).hasSize(half.streams());
                joined.addAll(push.entries());
            }
            assertThat(joined).isEqualTo(decode(batch.body()).entries());
            assertThat(halves.get(0).events()).isEqualTo(count / 2);
            assertThat(halves.get(1).events()).isEqualTo(count - count / 2);
        }
    }

    @Test
    void split_half_containsTheSameEntriesInTwoQuarters() {
        SealedBatch batch = batch(randomEvents(new Random(4), 9), 3);
        List<DecodedPush.Entry> joined = new ArrayList<>();
        for (SealedBatch half : batch.split()) {
            for (SealedBatch quarter : half.split()) {
                joined.addAll(decode(quarter.body()).entries());
            }
        }
        assertThat(joined).isEqualTo(decode(batch.body()).entries());
    }

    @Test
    void sentEvents_anyBatch_haveTheTimeStampsAndLinesOfTheEntries() {
        SealedBatch batch = batch(randomEvents(new Random(6), 60), 3);
        List<DecodedPush.Entry> entries = decode(batch.body()).entries();
        List<SentEvent> sent = batch.sentEvents();
        assertThat(sent)
                .extracting(SentEvent::timestamp)
                .isEqualTo(entries.stream().map(DecodedPush.Entry::timestamp).toList());
        assertThat(sent)
                .extracting(event -> new String(event.line(), StandardCharsets.UTF_8))
                .isEqualTo(entries.stream().map(DecodedPush.Entry::line).toList());
    }

    @Test
    void withoutMetadata_anyBatch_keepsLinesAndTimeStamps() {
        SealedBatch batch = batch(randomEvents(new Random(5), 60), 3);
        DecodedPush with = decode(batch.body());
        SealedBatch plain = batch.withoutMetadata();
        DecodedPush without = decode(plain.body());
        assertThat(plain.hasMetadata()).isFalse();
        assertThat(plain.events()).isEqualTo(60);
        assertThat(with.entries())
                .anySatisfy(entry -> assertThat(entry.metadata()).isNotEmpty());
        assertThat(without.entries())
                .allSatisfy(entry -> assertThat(entry.metadata()).isEmpty());
        assertThat(without.entries())
                .extracting(DecodedPush.Entry::line)
                .isEqualTo(with.entries().stream().map(DecodedPush.Entry::line).toList());
        assertThat(without.entries())
                .extracting(DecodedPush.Entry::timestamp)
                .isEqualTo(with.entries().stream()
                        .map(DecodedPush.Entry::timestamp)
                        .toList());
    }

    static LogEvent.Builder event(long timestamp, String message) {
        return LogEvent.builder(Level.INFO, "shop.Orders", message)
                .timestamp(timestamp)
                .thread("main");
    }

    byte[] seal(List<LogEvent> events, int streams) {
        return batch(events, streams).body();
    }

    /** A batch with the events in {@code streams} streams of about equal size. */
    private SealedBatch batch(List<LogEvent> events, int streams) {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            int from = events.size() * i / streams;
            int to = events.size() * (i + 1) / streams;
            if (to > from) {
                pieces.add(piece("shop " + i, events.subList(from, to)));
            }
        }
        Settlement settlement = new Settlement(new RecordingLedger(), listener -> Spool.none());
        events.forEach(event -> settlement.appended());
        return new SealedBatch(wire, pieces, settlement.seal(), 0, Span.EMPTY, true, new SpoolPositions(), "");
    }

    private Piece piece(String app, List<LogEvent> events) {
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put("app", app);
        WireBuffer out = new WireBuffer(16);
        for (LogEvent event : events) {
            metadata.clear();
            for (String name : List.of("trace_id", "user")) {
                String value = event.field(name);
                if (value != null) {
                    metadata.add(name.getBytes(StandardCharsets.UTF_8), value);
                }
            }
            line.encode(event, event.timestamp());
            wire.entry(out, event.timestamp(), line.bytes(), line.length(), metadata);
        }
        return new Piece(wire.labels(labels), out.array(), 0, out.length(), events.size());
    }

    private static void assertSame(DecodedPush push, List<LogEvent> events) {
        List<DecodedPush.Entry> entries = push.entries();
        for (int i = 0; i < events.size(); i++) {
            LogEvent event = events.get(i);
            DecodedPush.Entry entry = entries.get(i);
            assertThat(entry.timestamp()).isEqualTo(event.timestamp());
            assertThat(entry.message()).isEqualTo(event.message());
            assertThat(entry.metadata().get("user")).isEqualTo(event.field("user"));
            assertThat(entry.metadata().get("trace_id")).isEqualTo(event.field("trace_id"));
        }
    }

    private static List<LogEvent> randomEvents(Random random, int count) {
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LogEvent.Builder event =
                    event(random.nextLong(0, 4_000_000_000_000_000_000L), special(random, random.nextInt(300)));
            if (random.nextInt(3) == 0) {
                event.attribute("user", special(random, 1 + random.nextInt(200)));
            }
            if (random.nextInt(3) == 0) {
                event.attribute("trace_id", "t" + i);
            }
            events.add(event.build());
        }
        return events;
    }

    /** Text of characters that must be escaped, or that consist of several bytes. */
    private static String special(Random random, int length) {
        String[] parts = {"\"", "\\", "\n", "\u0000", "],[", "}", "ä", "\uFFFD", "😀", "{\"a\":1}", "x", " ", "\u2028"};
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }
}
