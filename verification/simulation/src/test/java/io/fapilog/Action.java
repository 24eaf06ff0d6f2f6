package io.fapilog;

import java.util.Arrays;

/** The next action of a life, with its weight. */
enum Action {
    /** The application logs some events at once, and the worker gets no processor. */
    OFFER(4),
    /** The application logs at its rate, and the worker runs whenever it is woken. */
    LOG(2),
    /** The worker does some steps. */
    WORK(6),
    /** Time passes until the worker or the server has something to do. */
    SLEEP(3),
    /** Up to 0.2 s pass. */
    PASS_TIME(1),
    /** Hours pass, or the wall clock is set back. */
    JUMP(1),
    /** The application requests a flush. */
    FLUSH(1),
    /** The server fails, or works again. */
    TOGGLE_SERVER(1),
    /** The disk fails, or works again. */
    TOGGLE_DISK(1),
    /** The process is closed, killed, or loses its power, and another one starts. */
    RESTART(1);

    static final int ALL =
            Arrays.stream(values()).mapToInt(action -> action.weight).sum();

    private final int weight;

    Action(int weight) {
        this.weight = weight;
    }

    /** The action for a number below {@link #ALL}. */
    static Action drawn(int number) {
        int left = number;
        for (Action action : values()) {
            left -= action.weight;
            if (left < 0) {
                return action;
            }
        }
        throw new IllegalArgumentException("not below the sum of the weights: " + number);
    }
}
