package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.SinkStats;
import io.fapilog.loki.LokiReader.Entry;
import io.fapilog.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The behaviour of the sink with every Loki: with its worker, over HTTP, checked by queries afterwards. */
abstract class LokiSinkContract {
    private static final Duration LONG = Duration.ofMinutes(1);

    final String app = "contract-" + UUID.randomUUID();
    private final long start = TimeSource.system().epochNanos() - 1_000_000_000L;
    private final List<Fapilog> started = new ArrayList<>();

    /** The URL of the server, without a path. */
    abstract String url();

    @AfterEach
    void closeAndCheckLedgers() {
        for (Fapilog fapilog : started) {
            fapilog.close(LONG);
            assertThat(fapilog.stats())
                    .allMatch(SinkStats::balances)
                    .allMatch(stats -> stats.events().pending() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void push_manyEvents_storesLabelsTimeStampsLinesAndMetadata(Format format) {
        Fapilog fapilog = start("labels=app=" + app + ",env=dev", format);
        List<Long> stamps = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            LogEvent event = LogEvent.builder(Level.WARN, "shop.Orders", "order " + i)
                    .context(Map.of("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736"))
                    .attribute("n", i)
                    .build();
            stamps.add(event.timestamp());
            fapilog.log(event);
        }
        assertThat(fapilog.flush(LONG)).isTrue();
        List<Entry> entries = read();
        assertThat(entries).hasSize(250);
        for (int i = 0; i < 250; i++) {
            Entry entry = entries.get(i);
            assertThat(entry.labels()).containsEntry("app", app).containsEntry("env", "dev");
            assertThat(entry.timestamp()).isGreaterThanOrEqualTo(stamps.get(i));
            assertThat(entry.json().get("message").asString()).isEqualTo("order " + i);
            assertThat(entry.json().get("n").asInt()).isEqualTo(i);
            assertThat(entry.line()).contains("\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"");
            assertThat(entry.metadata())
                    .containsEntry("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736")
                    .containsEntry("detected_level", "warn");
        }
        assertThat(entries).extracting(Entry::timestamp).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void labels_ofTheUri_areStoredUnchanged(Format format) {
        log(start("labels=app=" + app + ",env=dev&label.team=M%C3%BCller %22%26%22 \\S%C3%B6hne%0A", format), "one");
        assertThat(read())
                .singleElement()
                .satisfies(entry -> assertThat(entry.labels())
                        .containsEntry("app", app)
                        .containsEntry("env", "dev")
                        .containsEntry("team", "Müller \"&\" \\Söhne\n"));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void labelFields_severalValues_makeAStreamEach(Format format) {
        Fapilog fapilog = start("label.app=" + app + "&label_fields=level", format);
        for (Level level : Level.values()) {
            fapilog.log(LogEvent.builder(level, "shop", "at " + level).build());
        }
        assertThat(fapilog.flush(LONG)).isTrue();
        assertThat(read())
                .hasSize(5)
                .allSatisfy(entry -> assertThat(entry.labels())
                        .containsEntry("level", entry.json().get("level").asString()));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void events_malformed_doNotAffectOtherEvents(Format format) {
        Fapilog fapilog = start("label.app=" + app + "&metadata=bad,user", format);
        log(fapilog, "before");
        log(fapilog, "lone \ud83d surrogate, NUL \u0000 and \u2028");
        fapilog.log(LogEvent.builder(Level.INFO, "shop", "metadata")
                .context(Map.of("user", "\ud83d\ufffd", "bad", "\u0000"))
                .build());
        log(fapilog, "x".repeat(5_000_000));
        log(fapilog, "after");
        assertThat(fapilog.flush(LONG)).isTrue();
        List<Entry> entries = read();
        assertThat(entries)
                .extracting(entry -> entry.json().get("message").asString().substring(0, 4))
                .containsExactly("befo", "lone", "meta", "xxxx", "afte");
        assertThat(entries.get(3).json().get("truncated").asBoolean()).isTrue();
        assertThat(fapilog.stats().get(0).events().delivered()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void events_equalWithEqualTimeStamps_areAllStored(Format format) {
        Fapilog fapilog = start("label.app=" + app, format);
        long now = TimeSource.system().epochNanos();
        for (int i = 0; i < 300; i++) {
            fapilog.log(LogEvent.builder(Level.INFO, "shop", "same")
                    .timestamp(now - i % 3)
                    .build());
        }
        assertThat(fapilog.flush(LONG)).isTrue();
        assertThat(read()).hasSize(300).extracting(Entry::timestamp).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void event_tooOldForTheServer_isRejectedAlone(Format format) {
        Fapilog fapilog = start("label.app=" + app + "&max_age=30d", format);
        long now = TimeSource.system().epochNanos();
        fapilog.log(LogEvent.builder(Level.INFO, "shop", "old")
                .timestamp(now - Duration.ofDays(8).toNanos())
                .build());
        log(fapilog, "fresh");
        assertThat(fapilog.flush(LONG)).isTrue();
        assertThat(read())
                .singleElement()
                .satisfies(entry -> assertThat(entry.line()).contains("fresh"));
        assertThat(fapilog.stats().get(0).events().rejected()).isEqualTo(1);
        assertThat(fapilog.stats().get(0).events().uncertain()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void events_tooFarBehindTheNewest_areCountedExactly(Format format) {
        Fapilog fapilog = start("label.app=" + app + "&batch_interval=1h", format);
        log(fapilog, "new");
        long now = TimeSource.system().epochNanos();
        for (int hours = 2; hours <= 3; hours++) {
            fapilog.log(LogEvent.builder(Level.INFO, "shop", "behind")
                    .timestamp(now - Duration.ofHours(hours).toNanos())
                    .build());
        }
        log(fapilog, "newer");
        SinkStats stats = fapilog.stats().get(0);
        assertThat(stats.events().delivered()).isEqualTo(2);
        assertThat(stats.events().rejected()).isEqualTo(2);
        assertThat(stats.events().uncertain()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void batch_ofMaximumSizeWithShortLines_isDelivered(Format format) {
        Fapilog fapilog = start(
                "label.app=" + app + "&batch_size=100000&batch_bytes=3MiB&batch_interval=1h&overflow=block"
                        + "&block_timeout=1m&backoff_max=1s",
                format);
        for (int i = 0; i < 60_000; i++) {
            fapilog.log(LogEvent.builder(Level.INFO, "", "").build());
        }
        assertThat(fapilog.flush(LONG)).isTrue();
        // The rate limit of a tenant may allow only one or two batches at a time.
        assertThat(fapilog.stats().get(0).pushes().byStatus()).containsKey(204);
        assertThat(fapilog.stats().get(0).pushes().byStatus().keySet()).isSubsetOf(204, 429);
        assertThat(fapilog.stats().get(0).events().delivered()).isEqualTo(60_000);
    }

    /** The entries that the server has stored in this test. */
    List<Entry> read() {
        return new LokiReader(url()).read("{app=\"" + app + "\"}", start);
    }

    Fapilog start(String parameters, Format format) {
        String uri = url().replaceFirst("https?", "loki") + "?" + parameters + "&format="
                + format.name().toLowerCase(java.util.Locale.ROOT);
        Fapilog fapilog = Fapilog.builder().service("contract").sink(uri).start();
        started.add(fapilog);
        return fapilog;
    }

    static void log(Fapilog fapilog, String message) {
        fapilog.log(LogEvent.builder(Level.INFO, "shop", message).build());
        assertThat(fapilog.flush(LONG)).isTrue();
    }
}
