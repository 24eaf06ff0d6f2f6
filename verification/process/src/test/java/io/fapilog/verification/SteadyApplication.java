package io.fapilog.verification;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application that logs at a steady rate until it is killed: {@code RUN EVENTS-PER-SECOND DIARY}. */
final class SteadyApplication {
    private static final Logger LOG = LoggerFactory.getLogger("steady.Application");

    private SteadyApplication() {}

    public static void main(String[] arguments) throws IOException {
        int perSecond = Integer.parseInt(arguments[1]);
        Diary diary = Diary.open(Path.of(arguments[2]));
        SteadyRate rate = SteadyRate.perSecond(perSecond);
        for (int i = 0; i < Diary.CAPACITY; i++) {
            long now = Diary.now();
            LOG.info("{} {}", arguments[0], i);
            diary.logged(i, now);
            rate.await();
        }
    }
}
