package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ScreenTest {
    private final StringWriter out = new StringWriter();

    @Test
    void status_withoutTerminal_hasNoEffect() {
        Screen screen = screen(false);
        screen.status("half");
        screen.print("done");
        assertThat(out.toString().lines()).containsExactly("done");
    }

    @Test
    void status_onTerminal_isOverwrittenByPermanentLines() {
        Screen screen = screen(true);
        screen.status("half");
        screen.print("done");
        assertThat(out.toString()).isEqualTo("\r\u001b[Khalf\r\r\u001b[Kdone" + System.lineSeparator());
    }

    private Screen screen(boolean terminal) {
        return new Screen(new PrintWriter(out), terminal);
    }
}
