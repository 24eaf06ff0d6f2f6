package io.fapilog.loki;

/** Which events of ended processes a sink with a spool delivers. */
public enum Adoption {
    /** Those for the server and tenant of the sink. The default. */
    OWN,
    /** All, with the tenant that they had, as after Loki has moved. */
    ALL
}
