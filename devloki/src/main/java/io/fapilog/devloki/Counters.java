package io.fapilog.devloki;

/**
 * The counters of a {@link DevLoki} since its start or the last {@link DevLoki#clear()}.
 *
 * @param pushes push requests received, including those with a scripted reply
 * @param stored entries stored
 * @param duplicates entries dropped because an equal entry was already stored
 * @param rejected entries refused by a rule or a limit, except those of a push that could not be decoded
 * @param evicted stored entries removed to stay within {@link DevLokiBuilder#maxBytes}
 * @param bytes memory of the entries that are stored now, as counted for {@link DevLokiBuilder#maxBytes}
 */
public record Counters(long pushes, long stored, long duplicates, long rejected, long evicted, long bytes) {}
