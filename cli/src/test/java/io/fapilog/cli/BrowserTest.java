package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class BrowserTest {
    private static final String URL = "http://127.0.0.1:3100/";

    @Test
    void command_ofEachSystem_opensTheUrl() {
        assertThat(new Browser("Mac OS X", Map.of()).command(URL)).containsExactly("open", URL);
        assertThat(new Browser("Windows 11", Map.of()).command(URL))
                .startsWith("rundll32")
                .endsWith(URL);
        assertThat(new Browser("Linux", Map.of("DISPLAY", ":0")).command(URL)).containsExactly("xdg-open", URL);
        assertThat(new Browser("Linux", Map.of("WAYLAND_DISPLAY", "w")).command(URL))
                .contains("xdg-open");
    }

    @Test
    void open_withoutADesktop_isFalse() {
        Browser browser = new Browser("Linux", Map.of());
        assertThat(browser.command(URL)).isEmpty();
        assertThat(browser.open(URL)).isFalse();
    }
}
