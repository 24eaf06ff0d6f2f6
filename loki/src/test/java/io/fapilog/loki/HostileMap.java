package io.fapilog.loki;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map that throws when its entries are listed, and not before. */
final class HostileMap extends AbstractMap<String, String> {
    @Override
    public boolean isEmpty() {
        return true;
    }

    @Override
    public boolean containsKey(Object key) {
        return false;
    }

    @Override
    public @Nullable String get(Object key) {
        return null;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        throw new IllegalStateException("broken");
    }
}
