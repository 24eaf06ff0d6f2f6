package io.fapilog.devloki;

/**
 * What has happened since the start or the last {@link DevLoki#clear()}.
 *
 * @param pushes push requests received, the scripted ones included
 * @param stored entries stored
 * @param duplicates entries dropped since the same entry was there already
 * @param rejected entries refused by a rule or a limit; those of a push that could not be read are not known
 * @param evicted stored entries that had to go since memory was full
 * @param bytes memory held by the entries that are there now, as counted for {@link DevLokiBuilder#maxBytes}
 */
public record Counters(long pushes, long stored, long duplicates, long rejected, long evicted, long bytes) {}
