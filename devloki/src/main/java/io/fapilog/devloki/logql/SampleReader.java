package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns the entries of a log query into the samples of series. For one query. */
final class SampleReader {
    private final MetricExpr.Range expr;
    private final Unwrap unwrap;
    private final List<Stage> stages;
    private final Grouping grouping;
    private final boolean noLabels;
    private final boolean bytes;
    private final boolean hidesEmpty;
    private final Supplier<Hints> hints;
    private final Map<LabelSet, SampleBuffer> series = new HashMap<>();

    /**
     * A reader for one aggregation.
     *
     * @param outer the grouping of a sum around the aggregation, null if it cannot be applied to the entries
     */
    SampleReader(MetricExpr.Range expr, @Nullable Grouping outer) {
        this.expr = expr;
        this.unwrap = expr.range().unwrap();
        this.stages = expr.range().log().ordered();
        this.bytes = expr.operation().startsWith("bytes_");
        Grouping written = outer == null ? expr.grouping() : outer;
        this.hidesEmpty = hidesEmpty(expr, written, stages);
        this.noLabels = expr.operation().equals("absent_over_time") || (written != null && written.single());
        Grouping labels = written == null ? Grouping.NONE : written;
        this.grouping = unwrap.exists() ? withoutUnwrapped(labels) : labels;
        List<String> referred = new ArrayList<>();
        List<Stage> all = new ArrayList<>(stages);
        all.addAll(unwrap.filters());
        all.forEach(stage -> referred.addAll(stage.labels()));
        referred.add(unwrap.label());
        this.hints = () -> Hints.of(referred, grouping, noLabels, all);
    }

    /** The unwrapped label is not a label of the result, unless the grouping lists it. */
    private Grouping withoutUnwrapped(Grouping labels) {
        if (!labels.labels().isEmpty() && !labels.without()) {
            return labels;
        }
        List<String> names = new ArrayList<>(labels.labels());
        names.add(unwrap.label());
        return new Grouping(true, names);
    }

    /** The series of the entries of {@code source} that the windows of {@code span} cover. */
    Collection<SampleBuffer> read(LogSource source, Span span) {
        LogRange range = expr.range();
        long start = span.start() - range.offset() - range.nanos() + 1;
        long end = span.end() - range.offset() + 1;
        for (StreamSlice slice : source.select(range.log()::selects, start, end)) {
            readStream(slice);
        }
        series.values().forEach(SampleBuffer::sort);
        return series.values();
    }

    private void readStream(StreamSlice slice) {
        Row row = new Row(slice.labels(), hints.get());
        // Most rows have no labels of their own, and share their metadata with others.
        Map<LabelSet, SampleBuffer> byMetadata = new HashMap<>();
        for (LogEntry entry : slice.entries()) {
            row.reset(entry);
            if (!passes(row)) {
                continue;
            }
            double value = value(row);
            if (!passesAfterwards(row)) {
                continue;
            }
            SampleBuffer buffer =
                    row.changed() ? buffer(row) : byMetadata.computeIfAbsent(row.metadata(), any -> buffer(row));
            buffer.add(entry.nanos(), value);
        }
    }

    private boolean passes(Row row) {
        for (Stage stage : stages) {
            if (!stage.process(row)) {
                return false;
            }
        }
        return !unwrap.exists() || !row.text(unwrap.label()).isEmpty();
    }

    private boolean passesAfterwards(Row row) {
        for (Stage filter : unwrap.filters()) {
            if (!filter.process(row)) {
                return false;
            }
        }
        return true;
    }

    private double value(Row row) {
        if (!unwrap.exists()) {
            return bytes ? GoText.utf8Length(row.line()) : 1;
        }
        try {
            return unwrap.convert(row.text(unwrap.label()));
        } catch (BadQuery e) {
            row.fail("SampleExtractionErr", e.text());
            return 0;
        }
    }

    private SampleBuffer buffer(Row row) {
        return series.computeIfAbsent(
                labels(row), labels -> new SampleBuffer(hidesEmpty ? labels.withoutEmpty() : labels));
    }

    /**
     * Whether labels without a value are not shown, although they distinguish series. In Loki that depends on how the
     * frontend rewrites the query: it groups without labels what can be evaluated in parts, if stages remove labels.
     */
    private static boolean hidesEmpty(MetricExpr.Range expr, @Nullable Grouping written, List<Stage> stages) {
        boolean split = List.of("count_over_time", "rate", "bytes_over_time", "bytes_rate", "sum_over_time")
                        .contains(expr.operation())
                || List.of("max_over_time", "min_over_time", "avg_over_time").contains(expr.operation());
        return written != null ? written.without() : split && stages.stream().anyMatch(SampleReader::removesLabels);
    }

    private static boolean removesLabels(Stage stage) {
        return stage instanceof DropStage
                || stage instanceof KeepStage
                || (stage instanceof LabelFormatStage format
                        && format.formats().stream().anyMatch(each -> each.template() == null));
    }

    private LabelSet labels(Row row) {
        // The labels of an error must not get lost in a group.
        if (row.failed()) {
            return row.labels();
        }
        if (noLabels) {
            return LabelSet.EMPTY;
        }
        LabelSet all = row.labels();
        return grouping.labels().isEmpty() ? all : grouping.apply(all);
    }
}
