package io.fapilog.loki;

/**
 * Entries of one stream, encoded and one behind the other.
 *
 * @param labels the labels of the stream, as the wire form has them
 * @param array where the entries are
 * @param from the first byte of the first entry
 * @param to the first byte behind the last entry
 * @param events how many entries there are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Piece(byte[] labels, byte[] array, int from, int to, int events) {}
