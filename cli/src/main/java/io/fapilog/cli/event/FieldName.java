package io.fapilog.cli.event;

import io.fapilog.cli.event.KnownField.Role;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The name of a field, with what it means and the names of the fields inside it. Names form a tree, which is kept for
 * all lines, so that a name is joined and looked up once. Not thread-safe.
 */
final class FieldName {
    /** The most names that a tree keeps; lines may have names without end. */
    private static final int MOST = 4_096;
    /** The longest name that is kept. */
    private static final int LONGEST = 256;

    private static final Role[] NO_ROLES = {};
    private static final int[] NO_RANKS = {};

    private final FieldName root;
    private final String text;
    private final Role[] roles;
    private final int[] ranks;
    private @Nullable Map<String, FieldName> inside;
    private int kept;
    private long line;
    private int occurrences;

    /** The root of a new tree. */
    FieldName() {
        root = this;
        text = "";
        roles = NO_ROLES;
        ranks = NO_RANKS;
    }

    private FieldName(FieldName root, String text) {
        this.root = root;
        this.text = text;
        KnownField known = KnownField.of(text);
        Map<Role, Integer> meanings = known == null ? Map.of() : known.ranks();
        roles = meanings.keySet().toArray(NO_ROLES);
        ranks = meanings.values().stream().mapToInt(Integer::intValue).toArray();
    }

    /** The field called {@code name} inside this one; inside the root, a field of the line itself. */
    FieldName inside(String name) {
        Map<String, FieldName> names = inside;
        FieldName found = names == null ? null : names.get(name);
        return found == null ? added(name) : found;
    }

    /** The name; that of a nested field begins with the names around it, joined with {@code _}. */
    String text() {
        return text;
    }

    /** How many roles the field may have. */
    int roles() {
        return roles.length;
    }

    Role role(int index) {
        return roles[index];
    }

    /** The precedence for that role. */
    int rank(int index) {
        return ranks[index];
    }

    /** Counts the field in the line with that number, and returns how often it has occurred there. */
    int occurrence(long inLine) {
        occurrences = line == inLine ? occurrences + 1 : 1;
        line = inLine;
        return occurrences;
    }

    private FieldName added(String name) {
        String prefix = text.isEmpty() ? "" : text + "_";
        FieldName child = new FieldName(root, prefix + name);
        if (root.kept < MOST && name.length() <= LONGEST) {
            root.kept++;
            Map<String, FieldName> names = inside == null ? new HashMap<>() : inside;
            names.put(name, child);
            inside = names;
        }
        return child;
    }
}
