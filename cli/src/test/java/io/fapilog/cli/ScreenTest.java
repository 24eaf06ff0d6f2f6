package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ScreenTest {
    private final StringWriter out = new StringWriter();
    private final AtomicLong ticks = new AtomicLong(-5);

    @Test
    void warn_oneKeyAgainAndAgain_showsTheFirstAndLaterHowManyMore() {
        Screen screen = screen(false);
        screen.warn("a", "first");
        screen.warn("a", "second");
        screen.warn("a", "third");
        screen.warn("b", "other");
        ticks.addAndGet(Duration.ofSeconds(10).toNanos());
        screen.warn("a", "fourth");
        assertThat(out.toString().lines())
                .containsExactly("WARN first", "WARN other", "WARN fourth (and 2 more like this)");
    }

    @Test
    void status_withoutATerminal_showsNothing() {
        Screen screen = screen(false);
        screen.status("half");
        screen.say("done");
        assertThat(out.toString().lines()).containsExactly("done");
    }

    @Test
    void status_onATerminal_isOverwrittenByWhatStays() {
        Screen screen = screen(true);
        screen.status("half");
        screen.say("done");
        assertThat(out.toString()).isEqualTo("\r\u001b[Khalf\r\r\u001b[Kdone" + System.lineSeparator());
    }

    private Screen screen(boolean terminal) {
        return new Screen(new PrintWriter(out), terminal, ticks::get);
    }
}
