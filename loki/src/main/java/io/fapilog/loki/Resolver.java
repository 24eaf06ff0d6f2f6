package io.fapilog.loki;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. */
@FunctionalInterface
interface Resolver {
    /** The addresses of {@code host}, at least one. Blocks as long as the system does. */
    InetAddress[] resolve(String host) throws UnknownHostException;
}
