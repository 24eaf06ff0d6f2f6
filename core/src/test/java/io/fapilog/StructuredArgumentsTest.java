package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StructuredArgumentsTest {
    private final LogEvent.Builder to = LogEvent.builder(Level.INFO, "l", "m");

    @Test
    void add_argumentsOfOtherClasses_addsNothing() {
        StructuredArguments.add(null, to);
        StructuredArguments.add(new @Nullable Object[] {"a", 1, null, List.of(), new Object()}, to);

        to.build().forEachAttribute((name, value) -> fail(name));
    }

    @Test
    void addMarkers_plainOnes_areReturnedAsTheyAre() {
        List<@Nullable Node> markers = Arrays.asList(new Node("a"), null);

        assertThat(StructuredArguments.<Node>addMarkers(markers, node -> node.references.iterator(), to))
                .isSameAs(markers);
    }

    @Test
    void addMarkers_inACircleOrThrowing_areReturnedOnce() {
        Node one = new Node("one");
        Node other = new Node("other");
        one.references.add(other);
        other.references.add(one);
        Node throwing = new Node("throwing");

        List<@Nullable Node> plain = StructuredArguments.addMarkers(
                Arrays.asList(one, throwing, null, one), node -> references(node, throwing), to);

        assertThat(plain).containsExactly(one, throwing, null);
    }

    private static Iterator<Node> references(Node node, Node throwing) {
        if (node == throwing) {
            throw new IllegalStateException("hostile");
        }
        return node.references.iterator();
    }

    private static final class Node {
        private final String name;
        private final List<Node> references = new ArrayList<>();

        private Node(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
