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
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.ConfigurableWebApplicationContext;
import org.springframework.web.filter.OncePerRequestFilter;

/** Spring MVC with Tomcat. */
class ServletAccessLogTest
        extends AccessLogContract<
                WebApplicationContextRunner, ConfigurableWebApplicationContext, AssertableWebApplicationContext> {
    ServletAccessLogTest() {
        super(
                new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
                        .withConfiguration(AutoConfigurations.of(
                                ServletWebServerFactoryAutoConfiguration.class,
                                DispatcherServletAutoConfiguration.class,
                                WebMvcAutoConfiguration.class,
                                HttpMessageConvertersAutoConfiguration.class,
                                ErrorMvcAutoConfiguration.class,
                                HttpAutoConfiguration.class))
                        .withUserConfiguration(Orders.class, Ids.class),
                AccessFilter.class,
                "server.servlet.context-path");
    }

    @Override
    WebApplicationContextRunner withIdleFilter(WebApplicationContextRunner to, String name) {
        return to.withBean(name, Filter.class, () -> (request, response, chain) -> chain.doFilter(request, response));
    }

    @Override
    WebApplicationContextRunner withGuard(WebApplicationContextRunner to) {
        Filter guard = (request, response, chain) -> ((HttpServletResponse) response).sendError(401);
        return to.withBean("guard", Filter.class, () -> guard);
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
        run(runner.withPropertyValues(ID).withBean("inner", Filter.class, () -> inner), port -> {
            assertThat(get(port, "/async", "X-Request-Id", "r-2").body()).isEqualTo("r-2 in null");
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
