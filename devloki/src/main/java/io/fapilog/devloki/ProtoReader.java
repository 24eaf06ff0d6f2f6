package io.fapilog.devloki;

import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one protobuf message, with the error messages of gogo/protobuf. Checks lengths and wire types.
 * The caller skips unknown fields. Not thread-safe.
 */
final class ProtoReader {
    static final int VARINT = 0;
    static final int BYTES = 2;

    private final byte[] bytes;
    private final int end;
    private int pos;
    private int field;
    private int wireType;

    ProtoReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private ProtoReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.pos = start;
        this.end = end;
    }

    /** Advances to the next field. Returns false at the end of the message. */
    boolean next() throws BadPush {
        if (pos == end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (field <= 0) {
            throw new BadPush("proto: illegal tag " + field + " (wire type " + wireType + ")");
        }
        return true;
    }

    int field() {
        return field;
    }

    long number(String name) throws BadPush {
        expect(VARINT, name);
        return varint();
    }

    /** A string. Invalid UTF-8 becomes U+FFFD; Loki does not refuse it here. */
    String string(String name) throws BadPush {
        expect(BYTES, name);
        int length = length();
        String text = new String(bytes, pos, length, StandardCharsets.UTF_8);
        pos += length;
        return text;
    }

    ProtoReader message(String name) throws BadPush {
        expect(BYTES, name);
        int length = length();
        ProtoReader message = new ProtoReader(bytes, pos, pos + length);
        pos += length;
        return message;
    }

    void skip() throws BadPush {
        switch (wireType) {
            case VARINT -> varint();
            case 1 -> advance(8);
            case BYTES -> advance(length());
            case 5 -> advance(4);
            default -> throw new BadPush("proto: illegal wireType " + wireType);
        }
    }

    private void expect(int type, String name) throws BadPush {
        if (wireType != type) {
            throw new BadPush("proto: wrong wireType = " + wireType + " for field " + name);
        }
    }

    private long varint() throws BadPush {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (pos >= end) {
                throw new BadPush("unexpected EOF");
            }
            byte b = bytes[pos++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new BadPush("proto: integer overflow");
    }

    private int length() throws BadPush {
        long length = varint();
        if (length < 0) {
            throw new BadPush("proto: negative length found during unmarshaling");
        }
        if (length > end - pos) {
            throw new BadPush("unexpected EOF");
        }
        return (int) length;
    }

    private void advance(int count) throws BadPush {
        if (count > end - pos) {
            throw new BadPush("unexpected EOF");
        }
        pos += count;
    }
}
