package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Answers drawn at random are understood, and mutations of them harm nothing but their push. {@code
 * -Dmutations=1000000} tries more of them.
 */
class AnswerMutationTest {
    private static final int MUTATIONS = Integer.getInteger("mutations", 20_000);

    @Test
    void read_validAnswer_isUnderstood() throws IOException {
        long seed = seed();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            RandomAnswer valid = new RandomAnswer(random);
            AnswerReader reader = new AnswerReader(new Pieces(random, valid.bytes, false));
            Answer answer = reader.read();
            assertThat(answer)
                    .as("seed %s, number %s", seed, i)
                    .isEqualTo(new Answer(valid.status, valid.text, true, "", ""));
            assertThat(reader.isReusable()).isEqualTo(valid.persistent);
        }
    }

    @Test
    void read_mutatedAnswer_endsWithinItsLimits() {
        long seed = seed();
        Random random = new Random(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            Pieces pieces = new Pieces(random, new RandomAnswer(random).mutated(), random.nextInt(20) == 0);
            try {
                Answer answer = new AnswerReader(pieces).read();
                assertThat(answer.status()).isBetween(200, 999);
                assertThat(answer.text().length()).isLessThanOrEqualTo(AnswerBody.MOST_BYTES);
            } catch (IOException e) {
                assertThat(e.getMessage()).as("seed %s, number %s", seed, i).isNotEmpty();
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed + ", number " + i, e);
            }
            assertThat(pieces.read).isLessThanOrEqualTo(AnswerInput.MOST_BYTES);
        }
    }

    @Test
    void push_mutatedAnswers_harmNothingElse() {
        long seed = seed();
        Random random = new Random(seed);
        try (ScriptedServer server = new ScriptedServer();
                SinkRig rig = new SinkRig(server.uri("batch_size=1", "timeout=77s"))) {
            for (int i = 0; i < 100; i++) {
                server.then(
                        new RawReaction(new RandomAnswer(random).mutated(), RawReaction.End.CLOSE, Integer.MAX_VALUE));
                rig.append(1);
                BadNetworkTest.step(rig);
                rig.assertBalanced();
            }
            rig.append("the last one").sink.flush();
            while (rig.pending() > 0) {
                BadNetworkTest.step(rig);
                rig.assertBalanced();
            }
            assertThat(rig.sink.settledThrough()).as("seed %s", seed).isEqualTo(101);
            assertThat(server.messagesSince(0)).contains("the last one");
        }
    }

    private static long seed() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        return seed;
    }

    /** Bytes that arrive in pieces of random size; then the connection is closed, or the last bytes follow for ever. */
    private static final class Pieces extends InputStream {
        private final Random random;
        private final byte[] bytes;
        private final boolean endless;
        private int at;
        private long read;

        Pieces(Random random, byte[] bytes, boolean endless) {
            this.random = random;
            this.bytes = bytes;
            this.endless = endless;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int from, int length) {
            if (at == bytes.length && endless) {
                at = Math.max(0, bytes.length - 1 - random.nextInt(50));
            }
            int most = random.nextInt(5) == 0 ? 1 + random.nextInt(30) : length;
            int count = Math.min(Math.min(most, length), bytes.length - at);
            System.arraycopy(bytes, at, target, from, count);
            at += count;
            read += count;
            return count == 0 ? -1 : count;
        }
    }
}
