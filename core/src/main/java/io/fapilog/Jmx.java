package io.fapilog;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** An MBean server. The only class that needs the module {@code java.management}, which a small JRE may lack. */
record Jmx(MBeanServer server) {
    private static final int MOST_OF_ONE_NAME = 1_000;

    /** The server of the platform; its first use takes tens of milliseconds. */
    static Jmx platform() {
        return new Jmx(ManagementFactory.getPlatformMBeanServer());
    }

    /**
     * Registers a sink.
     *
     * @return unregisters it
     */
    Runnable show(String sink, Supplier<SinkStats> stats) throws JMException {
        SinkBean bean = new SinkBean(stats);
        int index = 1;
        while (true) {
            try {
                ObjectName name = server.registerMBean(bean, name(sink, index)).getObjectName();
                return () -> remove(name);
            } catch (InstanceAlreadyExistsException e) {
                if (++index > MOST_OF_ONE_NAME) {
                    throw e;
                }
            }
        }
    }

    private static ObjectName name(String sink, int index) throws JMException {
        return new ObjectName(
                "io.fapilog:type=Sink,name=" + ObjectName.quote(sink) + (index == 1 ? "" : ",index=" + index));
    }

    private void remove(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (JMException e) {
            // It has been unregistered already.
        }
    }
}
