package io.fapilog.devloki.senders;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** A connection to the MBeans of one JVM of this machine. For one thread, which also closes it. */
final class JvmConnection implements Closeable {
    private final @Nullable JMXConnector connector;
    private final MBeanServerConnection beans;

    private JvmConnection(@Nullable JMXConnector connector, MBeanServerConnection beans) {
        this.connector = connector;
        this.beans = beans;
    }

    /**
     * Connects to a JVM of the same user. Its management agent is started if it does not run, and listens on this machine
     * only.
     *
     * @throws IOException if the process is no JVM, or does not let this one attach
     */
    @SuppressWarnings("BanJNDI") // the other end is a process of the same user, which it has the rights of anyway
    static JvmConnection to(long process) throws IOException {
        if (process == ProcessHandle.current().pid()) {
            return new JvmConnection(null, ManagementFactory.getPlatformMBeanServer());
        }
        JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(agent(Long.toString(process))));
        return new JvmConnection(connector, connector.getMBeanServerConnection());
    }

    private static String agent(String process) throws IOException {
        // Attaching sends a signal that ends a process that is no JVM.
        if (VirtualMachine.list().stream().map(VirtualMachineDescriptor::id).noneMatch(process::equals)) {
            throw new IOException("process " + process + " is no JVM");
        }
        try {
            VirtualMachine machine = VirtualMachine.attach(process);
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    MBeanServerConnection beans() {
        return beans;
    }

    @Override
    public void close() {
        try {
            if (connector != null) {
                connector.close();
            }
        } catch (IOException e) {
            // The other process has ended.
        }
    }
}
