package io.fapilog.log4j2;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.ReusableMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.jspecify.annotations.Nullable;

/**
 * The fields of messages of Log4j that have entries: of a {@link MapMessage}, of a {@link StructuredDataMessage} with
 * its {@code event_id} and {@code event_type}, and of a map or record that is logged as an object.
 */
final class MessageFields {
    /** The entry of a map that is its message. */
    private static final String MESSAGE = "message";

    private MessageFields() {}

    /** Adds the entries of {@code message} as attributes; adds none if it has none. */
    static void add(@Nullable Message message, LogEvent.Builder to) {
        if (message instanceof StructuredDataMessage data) {
            addIdentity(data, to);
            data.forEach((name, value) -> to.attribute(name, value));
        } else if (message instanceof MapMessage<?, ?> map) {
            map.forEach((name, value) -> {
                if (!isMessage(name, value)) {
                    to.attribute(name, value);
                }
            });
        } else {
            to.members(object(message));
        }
    }

    /**
     * The text of {@code message} without the values that are fields; null if it is its formatted text. Where a map has
     * no text of its own, that is the names of its entries: its formatted text would show again what is masked as a
     * field.
     */
    static @Nullable String text(@Nullable Message message) {
        if (message instanceof StructuredDataMessage data) {
            String text = data.getFormat();
            return text == null || text.isEmpty() ? names(data.getData().keySet()) : text;
        }
        if (message instanceof MapMessage<?, ?> map) {
            return map.getData().get(MESSAGE) instanceof String text
                    ? text
                    : names(map.getData().keySet());
        }
        return textOfObject(object(message));
    }

    private static @Nullable String textOfObject(@Nullable Object object) {
        if (!(object instanceof Map<?, ?> || object instanceof Record)) {
            return null;
        }
        List<String> names = new ArrayList<>();
        LogEvent.builder(Level.INFO, "", "").members(object).build().forEachAttribute((name, value) -> names.add(name));
        // A record with a text of its own has no members.
        return names.isEmpty() && object instanceof Record ? null : names(names);
    }

    private static String names(Collection<String> names) {
        return String.join(", ", names);
    }

    private static void addIdentity(StructuredDataMessage data, LogEvent.Builder to) {
        if (data.getId() != null) {
            to.attribute("event_id", data.getId().toString());
        }
        if (data.getType() != null) {
            to.attribute("event_type", data.getType());
        }
    }

    private static boolean isMessage(String name, @Nullable Object value) {
        return MESSAGE.equals(name) && value instanceof String;
    }

    /**
     * The object that is logged alone. Log4j reuses its messages and has it as the only parameter without a pattern.
     */
    @SuppressWarnings("deprecation") // there is no other way to get the pattern of a message
    private static @Nullable Object object(@Nullable Message message) {
        if (message instanceof ObjectMessage object) {
            return object.getParameter();
        }
        boolean isObject = message instanceof ReusableMessage reusable
                && reusable.getParameterCount() == 1
                && reusable.getFormat() == null;
        return message != null && isObject ? message.getParameters()[0] : null;
    }
}
