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
        return register(new SinkBean(stats), "Sink,name=" + ObjectName.quote(sink));
    }

    /**
     * Registers the levels of a pipeline.
     *
     * @return unregisters them
     */
    Runnable show(Levels levels) throws JMException {
        return register(new LevelBean(levels), "Logging");
    }

    private Runnable register(Object bean, String type) throws JMException {
        int index = 1;
        while (true) {
            try {
                ObjectName name = server.registerMBean(bean, name(type, index)).getObjectName();
                return () -> remove(name);
            } catch (InstanceAlreadyExistsException e) {
                if (++index > MOST_OF_ONE_NAME) {
                    throw e;
                }
            }
        }
    }

    private static ObjectName name(String type, int index) throws JMException {
        return new ObjectName("io.fapilog:type=" + type + (index == 1 ? "" : ",index=" + index));
    }

    private void remove(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (JMException e) {
            // It has been unregistered already.
        }
    }
}
