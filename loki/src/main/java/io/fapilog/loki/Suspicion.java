package io.fapilog.loki;

/**
 * What speaks against the content of a batch. Worker only.
 *
 * <p>A batch that the server refuses three times in a row in the same way is set aside, and others pass it. From then
 * on a trial shows whether the content or the server is at fault: whenever this batch and another one may be sent, a
 * coin decides between them. A server that fails for reasons of its own takes whichever comes at the right moment, so
 * with every other batch that it takes instead of this one, it becomes half as likely that this one is healthy. Three
 * of them are enough to halve the batch, which loses nothing. Sixteen, one chance in 65 536, settle a single event.
 */
final class Suspicion {
    private static final int REFUSALS_TO_SET_ASIDE = 3;
    private static final int OTHERS_TO_SPLIT = 3;
    private static final int OTHERS_TO_SETTLE = 16;
    private static final int REFUSALS_TO_LEAVE_BEHIND = 50;

    private int status = -1;
    private int refusals;
    private int othersTaken;
    private boolean aside;
    private boolean limited;
    private long lastPush;
    private long due;

    /** The suspicion of a part of a batch that was set aside: it is aside too, and its trial begins anew. */
    static Suspicion ofPart() {
        Suspicion part = new Suspicion();
        part.aside = true;
        return part;
    }

    /**
     * Records a refusal of the batch.
     *
     * @param refused its status; 0 when there was no answer
     * @param isLimited whether the server gave the rate as the reason
     */
    void refused(int refused, boolean isLimited) {
        if (refused != status) {
            status = refused;
            refusals = 0;
            othersTaken = 0;
        }
        refusals++;
        limited = isLimited;
    }

    /** The number of refusals in a row with the same status. */
    int refusals() {
        return refusals;
    }

    boolean isRepeated() {
        return refusals >= REFUSALS_TO_SET_ASIDE;
    }

    boolean isAside() {
        return aside;
    }

    void setAside() {
        aside = true;
    }

    /**
     * Whether it counts when {@code other} is taken instead of {@code batch}, which this is about. Under a limit of the
     * rate a larger batch has less of a chance.
     */
    boolean isFairTrial(SealedBatch batch, SealedBatch other) {
        return !limited || batch.events() > 1 || other.body().length >= batch.body().length;
    }

    /** Records that the server has taken another batch, where a coin had decided against this one. */
    void otherTaken() {
        othersTaken++;
    }

    /** Whether enough speaks against the content to halve the batch. */
    boolean isLikely() {
        return othersTaken >= OTHERS_TO_SPLIT;
    }

    /** Whether enough speaks against the content to settle a single event. */
    boolean isCertain() {
        return othersTaken >= OTHERS_TO_SETTLE;
    }

    /** Whether the batch has been refused for so long that others should go on even if Loki then refuses it. */
    boolean isOld() {
        return refusals >= REFUSALS_TO_LEAVE_BEHIND;
    }

    /**
     * Whether much newer batches wait for this one, since Loki would refuse it after them. An old suspicion holds them
     * back only while the server may have recovered since the last refusal: if it fails, it refuses them too, and if it
     * takes them, this one is left behind.
     *
     * @param isRecent whether the server has just refused a batch, be it this one or another one
     */
    boolean isWaitedFor(boolean isRecent) {
        return !isOld() || (othersTaken == 0 && !isRecent);
    }

    /** Records that push number {@code push} is of this batch. */
    void sent(long push) {
        lastPush = push;
    }

    /** The number of the last push of this batch. */
    long lastPush() {
        return lastPush;
    }

    /** Sets when the batch is sent again where there is no other one, in ticks. */
    void waitUntil(long ticks) {
        due = ticks;
    }

    /** The nanoseconds until the batch is sent again where there is no other one. */
    long untilDue(long ticks) {
        return refusals == 0 ? 0 : Math.max(0, due - ticks);
    }
}
