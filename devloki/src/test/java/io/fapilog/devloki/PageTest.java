package io.fapilog.devloki;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the page is served. The page itself is tested in a browser. */
class PageTest {
    private final DevLoki loki = DevLoki.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        loki.close();
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(loki.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/index.html, text/html; charset=utf-8",
        "/main.js, text/javascript; charset=utf-8",
        "/base.css, text/css; charset=utf-8",
        "/icon.svg, image/svg+xml",
        "/uplot/uPlot.esm.js, text/javascript; charset=utf-8"
    })
    void get_fileOfThePage_isServedWithAStrictPolicy(String path, String type) throws Exception {
        HttpResponse<String> response = send("GET", path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo(type);
        assertThat(header(response, "Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; ")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(response.body()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/none.js",
                "/../Page.class",
                "/%2e%2e/Page.class",
                "/uplot/LICENSE",
                "/uplot",
                "/main.js/",
                "//main.js",
                "/.js"
            })
    void get_anythingElse_isNotServed(String path) throws Exception {
        assertThat(send("GET", path).statusCode()).isIn(400, 404);
    }

    @Test
    void get_knownFile_isNotSentAgain() throws Exception {
        HttpResponse<String> first = send("GET", "/");
        HttpResponse<String> second = send("GET", "/", "If-None-Match", header(first, "ETag"));
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(send("GET", "/", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void post_page_isRefused() throws Exception {
        assertThat(send("POST", "/").statusCode()).isEqualTo(405);
    }

    @Test
    void page_libraries_haveTheirLicence() {
        assertThat(Page.class.getResource("page/uplot/LICENSE")).isNotNull();
    }
}
