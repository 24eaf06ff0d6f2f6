package io.fapilog.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.web.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What the access log does on both stacks, with a real server.
 *
 * @param <R> what runs the applications of a stack
 */
abstract class AccessLogContract<
        R extends AbstractApplicationContextRunner<R, C, A>,
        C extends ConfigurableApplicationContext,
        A extends ApplicationContextAssertProvider<C>> {
    static final String LOG = "fapilog.http.access-log=true";
    static final String ID = "fapilog.http.request-id=true";

    final AccessEvents events = new AccessEvents();
    final R runner;
    private final Class<?> filter;
    private final String basePath;

    /**
     * A contract.
     *
     * @param runner runs an application with the handlers of {@link Orders} and {@code /id}
     * @param filter the class of our filter
     * @param basePath the property for the path of the application
     */
    AccessLogContract(R runner, Class<?> filter, String basePath) {
        this.runner = runner.withInitializer(new ServerPortInfoApplicationContextInitializer())
                .withPropertyValues("server.port=0");
        this.filter = filter;
        this.basePath = basePath;
    }

    /** Adds a filter that does nothing, under {@code name}. */
    abstract R withIdleFilter(R to, String name);

    /** Adds a filter that answers each request with 401. */
    abstract R withGuard(R to);

    /** A test of a running server. */
    interface Test1 {
        void on(int port) throws Exception;
    }

    final void run(List<String> properties, Test1 test) {
        run(runner.withPropertyValues(properties.toArray(String[]::new)), test);
    }

    final void run(R with, Test1 test) {
        with.run(context -> {
            assertThat(context).hasNotFailed();
            test.on(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        });
    }

    private String[] filters(String... properties) {
        String[][] names = new String[1][];
        runner.withPropertyValues(properties).run(context -> names[0] = context.getBeanNamesForType(filter));
        return names[0];
    }

    @AfterEach
    void closeEvents() {
        events.close();
    }

    @Test
    void filter_withoutTheProperties_isAbsent() {
        assertThat(filters()).isEmpty();
        assertThat(filters("fapilog.http.access-log=false")).isEmpty();
        assertThat(filters(LOG)).containsExactly("fapilogAccessFilter");
        assertThat(filters(ID)).containsExactly("fapilogAccessFilter");
    }

    @Test
    void filter_ofTheApplication_replacesOurs() {
        withIdleFilter(runner.withPropertyValues(LOG), "fapilogAccessFilter")
                .run(context -> assertThat(context).doesNotHaveBean(filter));
    }

    @Test
    void request_refusedByAnotherFilter_isLogged() {
        run(withGuard(runner.withPropertyValues(LOG)), port -> {
            assertThat(get(port, "/orders/1").statusCode()).isEqualTo(401);
            assertThat(AccessEvents.fields(events.only()))
                    .containsEntry("status", 401)
                    .doesNotContainKey("route");
        });
    }

    @Test
    void request_belowABasePath_isSkippedByThePathWithinTheApplication() {
        run(List.of(LOG, basePath + "=/shop"), port -> {
            get(port, "/shop/actuator/info");
            get(port, "/shop/orders/1");
            assertThat(AccessEvents.fields(events.only())).containsEntry("path", "/shop/orders/1");
        });
    }

    @Test
    void request_ofARoute_isLoggedOnceWithItsFields() {
        run(List.of(LOG), port -> {
            assertThat(get(port, "/orders/7;jsessionid=s3cret?token=s3cret").body())
                    .isEqualTo("order 7");
            ILoggingEvent event = events.only();
            Map<String, Object> fields = AccessEvents.fields(event);
            assertThat(event.getLevel()).isEqualTo(Level.INFO);
            assertThat(event.getFormattedMessage()).matches("GET /orders/\\{id} 200 \\d+ms");
            assertThat(fields)
                    .containsOnlyKeys("method", "route", "path", "status", "duration_ms")
                    .containsEntry("method", "GET")
                    .containsEntry("route", "/orders/{id}")
                    .containsEntry("path", "/orders/7")
                    .containsEntry("status", 200);
            assertThat((Long) fields.get("duration_ms")).isNotNegative();
        });
    }

    @ParameterizedTest
    @CsvSource({"/fails, 500, WARN", "/busy, 503, WARN", "/later-fails, 500, WARN", "/later/3, 200, INFO"})
    void request_ofEachKind_isLoggedOnceWithTheStatusThatTheClientSaw(String path, int status, String level) {
        run(List.of(LOG), port -> {
            assertThat(get(port, path).statusCode()).isEqualTo(status);
            ILoggingEvent event = events.only();
            assertThat(event.getLevel()).hasToString(level);
            assertThat(AccessEvents.fields(event))
                    .containsEntry("status", status)
                    .containsEntry("path", path)
                    .containsEntry("route", path.replace("/3", "/{id}"));
            // An error page or another dispatch would have been logged before the answer to this.
            assertThat(get(port, "/health").statusCode()).isEqualTo(200);
            assertThat(events.all().stream()
                            .filter(each ->
                                    path.equals(AccessEvents.fields(each).get("path"))))
                    .hasSize(1);
        });
    }

    @Test
    void request_ofAnUnknownPath_isLoggedWith404() {
        run(List.of(LOG), port -> {
            assertThat(get(port, "/nowhere/x").statusCode()).isEqualTo(404);
            assertThat(AccessEvents.fields(events.only()))
                    .containsEntry("status", 404)
                    .containsEntry("path", "/nowhere/x")
                    .satisfies(fields -> assertThat(fields.get("route")).isNotEqualTo("/nowhere/x"));
        });
    }

    @Test
    void request_toActuator_isNotLogged() {
        run(List.of(LOG), port -> {
            assertThat(get(port, "/actuator/info").body()).isEqualTo("info");
            assertThat(get(port, "/%61ctuator/info").body()).isEqualTo("info");
            get(port, "/orders/1");
            assertThat(AccessEvents.fields(events.only())).containsEntry("path", "/orders/1");
        });
    }

    @Test
    void request_toTheBasePathOfActuator_isNotLogged() {
        run(List.of(LOG, "management.endpoints.web.base-path=/manage"), port -> {
            get(port, "/manage/info");
            get(port, "/actuator/info");
            assertThat(AccessEvents.fields(events.only())).containsEntry("path", "/actuator/info");
        });
    }

    @Test
    void request_toAPathToBeSkipped_isNotLogged() {
        run(List.of(LOG, "fapilog.http.skip=/health,/orders/**"), port -> {
            get(port, "/health");
            get(port, "/orders/1");
            get(port, "/actuator/info");
            assertThat(AccessEvents.fields(events.only())).containsEntry("path", "/actuator/info");
        });
    }

    @Test
    void headers_named_areLoggedWithoutCredentials() {
        String names = "User-Agent,x-tenant,Authorization,x-api-key,X-Auth-Token,Cookie,X-Absent";
        run(List.of(LOG, "fapilog.http.headers=" + names), port -> {
            HttpRequest request = HttpRequest.newBuilder(uri(port, "/orders/1"))
                    .header("User-Agent", "test/1")
                    .header("X-Tenant", "acme")
                    .header("Authorization", "Bearer s3cret")
                    .header("X-Api-Key", "s3cret")
                    .header("X-Auth-Token", "s3cret")
                    .header("Cookie", "a=s3cret")
                    .header("X-Other", "other")
                    .build();
            HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            Map<String, Object> fields = AccessEvents.fields(events.only());
            assertThat(fields)
                    .containsEntry("header_user_agent", "test/1")
                    .containsEntry("header_x_tenant", "acme")
                    .containsEntry("header_authorization", "***")
                    .containsEntry("header_x_api_key", "***")
                    .containsEntry("header_x_auth_token", "***")
                    .containsEntry("header_cookie", "***")
                    .doesNotContainKeys("header_x_absent", "header_x_other");
            assertThat(fields.toString()).doesNotContain("s3cret");
        });
    }

    @Test
    void requestId_given_isKeptInTheAnswerTheApplicationAndTheLog() {
        run(List.of(LOG, ID), port -> {
            HttpResponse<String> answer = get(port, "/id", "X-Request-Id", "r-1.A_b");
            assertThat(answer.headers().firstValue("X-Request-Id")).hasValue("r-1.A_b");
            assertThat(answer.body()).isEqualTo("r-1.A_b");
            assertThat(AccessEvents.fields(events.only())).containsEntry("request_id", "r-1.A_b");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a;b", "\u00e4", "<script>", "a\"b", "LONG"})
    void requestId_notSane_isReplacedByANewOne(String given) {
        run(List.of(ID), port -> {
            String sent = given.equals("LONG") ? "x".repeat(129) : given;
            HttpResponse<String> answer = get(port, "/id", "X-Request-Id", sent);
            String id = answer.headers().firstValue("X-Request-Id").orElseThrow();
            assertThat(id).isNotEqualTo(sent).matches("[0-9a-f-]{36}");
            assertThat(answer.body()).isEqualTo(id);
            assertThat(events.all()).isEmpty();
        });
    }

    @Test
    void requestId_absent_isNewForEachRequest() {
        run(List.of(ID, "fapilog.http.request-id-header=X-Correlation-Id"), port -> {
            String first = get(port, "/id").body();
            assertThat(first).matches("[0-9a-f-]{36}");
            assertThat(get(port, "/id").body()).isNotEqualTo(first);
            assertThat(get(port, "/id", "X-Correlation-Id", "x".repeat(128)).body())
                    .isEqualTo("x".repeat(128));
            assertThat(get(port, "/id", "X-Request-Id", "other").body()).isNotEqualTo("other");
        });
    }

    static HttpResponse<String> get(int port, String path, @Nullable String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(port, path));
        return HttpClient.newHttpClient()
                .send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
