package io.fapilog.loki;

/**
 * Whether the server accepts structured metadata, which a server with an old schema or a tenant's limits does not.
 * Worker only.
 */
final class MetadataSupport {
    private boolean refused;

    /** Whether the server has refused structured metadata; from then on none is sent. */
    boolean isRefused() {
        return refused;
    }

    void refuse() {
        refused = true;
    }
}
