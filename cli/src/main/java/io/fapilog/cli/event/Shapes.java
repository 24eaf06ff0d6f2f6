package io.fapilog.cli.event;

/**
 * The layouts that are tried on a plain line, the one of the line before it first. No two of them fit the same line,
 * except for those of which the first one in the list is meant. Not thread-safe; one for each source.
 */
final class Shapes {
    private final Shape[] all;
    private Shape last;

    Shapes(TimeScanner times, LineFields fields, FieldRoles roles) {
        RecentNames names = new RecentNames();
        HeaderScanner header = new HeaderScanner(names);
        LevelFirstShape levelFirst = new LevelFirstShape(times, names, header);
        all = new Shape[] {
            new DatedShape(times, header),
            levelFirst,
            new UptimeShape(header),
            new JulShape(times, names),
            new SyslogShape(times, names),
            new GlogShape(times, names),
            new AccessShape(times),
            new LogfmtShape(fields, roles),
        };
        last = all[0];
    }

    /** Reads {@code line} from {@code from} on, and returns whether it has one of the layouts. */
    boolean read(String line, int from, EventDraft draft) {
        if (last.read(line, from, draft)) {
            return true;
        }
        for (Shape shape : all) {
            if (shape != last && shape.read(line, from, draft)) {
                last = shape;
                return true;
            }
        }
        return false;
    }
}
