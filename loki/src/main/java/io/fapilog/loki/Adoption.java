package io.fapilog.loki;

/** Which events of ended processes a spool takes over. */
enum Adoption {
    /** Those for the server and tenant of the sink. */
    OWN,
    /** All, whatever their server and tenant were. */
    ALL
}
