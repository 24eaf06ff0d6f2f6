package io.fapilog.loki;

import io.fapilog.config.Options;
import io.fapilog.config.SinkUri;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Who we are, and how the server is reached.
 *
 * @param credentials what is sent to say who we are
 * @param proxy over what the server is reached
 * @param tls whom we trust, and our own certificate; null for the JDK's default
 */
record Access(
        Credentials credentials, Proxies proxy, @Nullable SSLContext tls) {

    static Access read(SinkUri uri, Options options, Endpoint endpoint) {
        return new Access(
                Credentials.read(uri, options), Proxies.read(options, endpoint), PemFiles.read(options, endpoint));
    }
}
