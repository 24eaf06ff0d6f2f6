package io.fapilog.devloki.senders;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/** Reads the accounts of the sinks that ship to one port. Blocks for as long as the process takes to answer. */
final class SinkBeanReader {
    private static final String[] ATTRIBUTES = {
        "Accepted",
        "Delivered",
        "Rejected",
        "Dropped",
        "PendingEvents",
        "SpooledEvents",
        "OldestEventAgeSeconds",
        "BufferBytes",
        "BufferLimitBytes",
        "LastAnswer"
    };

    private final ObjectName sinks;

    SinkBeanReader() {
        try {
            sinks = new ObjectName("io.fapilog:type=Sink,*");
        } catch (MalformedObjectNameException e) {
            throw new AssertionError(e);
        }
    }

    List<SenderAccount> read(int port, long process, MBeanServerConnection beans) throws IOException {
        List<SenderAccount> accounts = new ArrayList<>();
        for (ObjectName sink : beans.queryNames(sinks, null)) {
            String name = ObjectName.unquote(sink.getKeyProperty("name"));
            if (name.endsWith(":" + port) || name.contains(":" + port + "/")) {
                add(accounts, name, process, beans, sink);
            }
        }
        return accounts;
    }

    private static void add(
            List<SenderAccount> accounts, String name, long process, MBeanServerConnection beans, ObjectName sink)
            throws IOException {
        try {
            Map<String, Object> values = new HashMap<>();
            for (Attribute each : beans.getAttributes(sink, ATTRIBUTES).asList()) {
                values.put(each.getName(), each.getValue());
            }
            accounts.add(account(name, process, values));
        } catch (JMException e) {
            // The sink was closed in between.
        }
    }

    private static SenderAccount account(String name, long process, Map<String, Object> values) {
        return new SenderAccount(
                name,
                process,
                number(values, "Accepted").longValue(),
                number(values, "Delivered").longValue(),
                number(values, "Rejected").longValue(),
                dropped(values.get("Dropped")),
                number(values, "PendingEvents").longValue()
                        + number(values, "SpooledEvents").longValue(),
                Math.round(number(values, "OldestEventAgeSeconds").doubleValue() * 1000),
                number(values, "BufferBytes").longValue(),
                number(values, "BufferLimitBytes").longValue(),
                String.valueOf(values.get("LastAnswer")));
    }

    private static Number number(Map<String, Object> values, String name) {
        return values.get(name) instanceof Number number ? number : 0;
    }

    private static Map<String, Long> dropped(@Nullable Object value) {
        Map<String, Long> dropped = new TreeMap<>();
        if (value instanceof TabularData rows) {
            for (Object row : rows.values()) {
                CompositeData reason = (CompositeData) row;
                long events = ((Number) reason.get("value")).longValue();
                if (events > 0) {
                    dropped.put(String.valueOf(reason.get("key")), events);
                }
            }
        }
        return dropped;
    }
}
