package io.fapilog.loki;

/**
 * Consecutive encoded entries of one stream.
 *
 * @param labels the encoded labels of the stream
 * @param array the array that holds the entries
 * @param from the index of the first entry
 * @param to the index behind the last entry
 * @param events the number of entries
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Piece(byte[] labels, byte[] array, int from, int to, int events) {}
