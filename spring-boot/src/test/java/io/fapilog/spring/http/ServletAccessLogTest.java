package io.fapilog.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

/** Spring MVC with Tomcat. */
class ServletAccessLogTest extends AccessLogContract {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner(
                    AnnotationConfigServletWebServerApplicationContext::new)
            .withConfiguration(AutoConfigurations.of(
                    ServletWebServerFactoryAutoConfiguration.class,
                    DispatcherServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class,
                    HttpMessageConvertersAutoConfiguration.class,
                    ErrorMvcAutoConfiguration.class,
                    HttpAutoConfiguration.class))
            .withInitializer(new ServerPortInfoApplicationContextInitializer())
            .withPropertyValues("server.port=0")
            .withUserConfiguration(Orders.class, Ids.class);

    @Override
    void run(List<String> properties, Test1 test) {
        runner.withPropertyValues(properties.toArray(String[]::new)).run(context -> {
            assertThat(context).hasNotFailed();
            test.on(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        });
    }

    @Override
    String[] filters(String... properties) {
        String[][] names = new String[1][];
        runner.withPropertyValues(properties)
                .run(context -> names[0] = context.getBeanNamesForType(AccessFilter.class));
        return names[0];
    }

    @Test
    void filter_ofTheApplication_replacesOurs() {
        Filter own = (request, response, chain) -> chain.doFilter(request, response);
        runner.withPropertyValues(LOG)
                .withBean("fapilogAccessFilter", Filter.class, () -> own)
                .run(context -> assertThat(context).doesNotHaveBean(AccessFilter.class));
    }

    @Test
    void request_refusedByAnotherFilter_isLogged() {
        Filter guard = (request, response, chain) -> ((HttpServletResponse) response).sendError(401);
        runner.withPropertyValues(LOG)
                .withBean("guard", Filter.class, () -> guard)
                .run(context -> {
                    int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
                    assertThat(get(port, "/orders/1").statusCode()).isEqualTo(401);
                    assertThat(AccessEvents.fields(events.only()))
                            .containsEntry("status", 401)
                            .doesNotContainKey("route");
                });
    }

    @Test
    void request_belowAContextPath_isSkippedByThePathWithinTheApplication() {
        run(List.of(LOG, "server.servlet.context-path=/shop"), port -> {
            get(port, "/shop/actuator/info");
            get(port, "/shop/orders/1");
            assertThat(AccessEvents.fields(events.only())).containsEntry("path", "/shop/orders/1");
        });
    }

    @Test
    void requestId_inTheMdc_isThereInEveryDispatchAndNotOnOtherThreads() {
        List<String> dispatches = new CopyOnWriteArrayList<>();
        OncePerRequestFilter inner = new OncePerRequestFilter() {
            @Override
            protected boolean shouldNotFilterAsyncDispatch() {
                return false;
            }

            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                dispatches.add(request.getDispatcherType() + " " + MDC.get("request_id"));
                chain.doFilter(request, response);
            }
        };
        runner.withPropertyValues(ID)
                .withBean("inner", Filter.class, () -> inner)
                .run(context -> {
                    int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
                    assertThat(get(port, "/async", "X-Request-Id", "r-2").body())
                            .isEqualTo("r-2 in null");
                    assertThat(dispatches).containsExactly("REQUEST r-2", "ASYNC r-2");
                });
    }

    /** What the application sees of the id. */
    @RestController
    static class Ids {
        @GetMapping("/id")
        String id() {
            return String.valueOf(MDC.get("request_id"));
        }

        @GetMapping("/async")
        Callable<String> async() {
            String id = MDC.get("request_id");
            return () -> id + " in " + MDC.get("request_id");
        }
    }
}
