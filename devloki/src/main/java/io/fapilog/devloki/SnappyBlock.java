package io.fapilog.devloki;

/**
 * Decodes snappy's block format: the length, then literals and copies. Refuses a block with an element that exceeds the
 * input or the output, and one with another length than announced. Thread-safe.
 *
 * @see <a href="https://github.com/google/snappy/blob/main/format_description.txt">Snappy format description</a>
 */
final class SnappyBlock {
    private static final String CORRUPT = "snappy: corrupt input";

    private SnappyBlock() {}

    /** The length that {@code block} announces. */
    static long decodedLength(byte[] block) throws BadPush {
        return new BlockReader(block).length();
    }

    /** The decoded bytes. The caller must check {@link #decodedLength} against its limit first. */
    static byte[] decode(byte[] block) throws BadPush {
        BlockReader in = new BlockReader(block);
        long length = in.length();
        // A copy of three bytes yields at most 64 bytes: no memory is allocated for an impossible length.
        if (length > Math.min(64L * block.length, Integer.MAX_VALUE - 16)) {
            throw new BadPush(CORRUPT);
        }
        byte[] out = new byte[(int) length];
        int used = 0;
        while (in.pos < block.length) {
            used = in.element(out, used);
        }
        if (used != out.length) {
            throw new BadPush(CORRUPT);
        }
        return out;
    }

    private static final class BlockReader {
        private final byte[] bytes;
        private int pos;

        BlockReader(byte[] bytes) {
            this.bytes = bytes;
        }

        long length() throws BadPush {
            long length = 0;
            for (int shift = 0; shift < 35; shift += 7) {
                int b = number(1);
                length |= (long) (b & 0x7F) << shift;
                if (b < 0x80) {
                    if (length > 0xFFFF_FFFFL) {
                        break;
                    }
                    return length;
                }
            }
            throw new BadPush(CORRUPT);
        }

        /** Decodes one element into {@code out} at index {@code at}. Returns the index for the next one. */
        int element(byte[] out, int at) throws BadPush {
            int tag = number(1);
            return switch (tag & 3) {
                case 0 -> literal(tag >> 2, out, at);
                case 1 -> copy(((tag >> 5) << 8) | number(1), 4 + ((tag >> 2) & 7), out, at);
                case 2 -> copy(number(2), 1 + (tag >> 2), out, at);
                default -> copy(number(4), 1 + (tag >> 2), out, at);
            };
        }

        private int literal(int code, byte[] out, int at) throws BadPush {
            int length = 1 + (code < 60 ? code : number(code - 59));
            if (length <= 0 || length > bytes.length - pos || length > out.length - at) {
                throw new BadPush(CORRUPT);
            }
            System.arraycopy(bytes, pos, out, at, length);
            pos += length;
            return at + length;
        }

        private int copy(int offset, int length, byte[] out, int at) throws BadPush {
            if (offset <= 0 || offset > at || length > out.length - at) {
                throw new BadPush(CORRUPT);
            }
            if (offset >= length) {
                System.arraycopy(out, at - offset, out, at, length);
            } else {
                // Source and target overlap, which repeats the source. System.arraycopy would not.
                for (int i = at; i < at + length; i++) {
                    out[i] = out[i - offset];
                }
            }
            return at + length;
        }

        private int number(int size) throws BadPush {
            if (size > bytes.length - pos) {
                throw new BadPush(CORRUPT);
            }
            int value = 0;
            for (int i = 0; i < size; i++) {
                value |= (bytes[pos++] & 0xFF) << (8 * i);
            }
            return value;
        }
    }
}
