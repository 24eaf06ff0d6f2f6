package io.fapilog;

import org.jspecify.annotations.Nullable;

/**
 * The buffer in which a message is formatted. Reused for message after message, so that a message takes one array: its
 * bytes in ISO 8859-1 if it has no other characters and is not long, else a string. For one thread.
 */
final class MessageBuffer {
    /** The most characters of a message whose bytes are held. */
    private static final int LONGEST = 4_096;

    private static final int FIRST_CAPACITY = 240;
    private static final int LARGEST_KEPT = 2 * LONGEST;

    private StringBuilder text = new StringBuilder(FIRST_CAPACITY);
    private char[] characters = new char[FIRST_CAPACITY];

    /** The emptied buffer. */
    StringBuilder clear() {
        if (text.capacity() > LARGEST_KEPT) {
            text = new StringBuilder(FIRST_CAPACITY);
        }
        text.setLength(0);
        return text;
    }

    /** The content: an array of bytes, or a string. */
    Object content() {
        int length = text.length();
        byte @Nullable [] bytes = length > LONGEST ? null : latin1(length);
        return bytes == null ? text.toString() : bytes;
    }

    private byte @Nullable [] latin1(int length) {
        if (characters.length < length) {
            characters = new char[text.capacity()];
        }
        char[] from = characters;
        text.getChars(0, length, from, 0);
        byte[] bytes = new byte[length];
        int all = 0;
        for (int i = 0; i < length; i++) {
            char c = from[i];
            all |= c;
            bytes[i] = (byte) c;
        }
        return all > 0xFF ? null : bytes;
    }
}
