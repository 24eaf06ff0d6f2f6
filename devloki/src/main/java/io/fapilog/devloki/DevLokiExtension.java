package io.fapilog.devloki;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that runs a {@link DevLoki} during tests.
 *
 * <p>With {@code @ExtendWith(DevLokiExtension.class)}, or {@code @RegisterExtension} on a static field, all tests of
 * the class and of its nested classes share one server, which is {@linkplain DevLoki#clear() cleared} before each test.
 * With {@code @RegisterExtension} on an instance field, each test has its own server. A test gets the server as a
 * parameter of type {@link DevLoki} or from {@link #server()}.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final DevLokiExtension LOKI = new DevLokiExtension();
 *
 * LOKI.events().withLevel("WARN").inOrder("only 2 of honey left", "only 1 of honey left");
 * }</pre>
 *
 * <p>Not thread-safe: the tests of one class must not run in parallel. Fails the test with an
 * {@link java.io.UncheckedIOException} if the server cannot listen.
 */
public final class DevLokiExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private final DevLokiBuilder settings;
    /** The number of active test classes: a nested class is active within its enclosing class. */
    private int classes;

    private @Nullable DevLoki server;

    /** Runs a server with the default settings. */
    public DevLokiExtension() {
        this(DevLoki.builder());
    }

    /** Runs servers with {@code settings}, which must not be changed afterwards. */
    public DevLokiExtension(DevLokiBuilder settings) {
        this.settings = settings;
    }

    /**
     * The server of the current test.
     *
     * @throws IllegalStateException if no test is running
     */
    public DevLoki server() {
        DevLoki running = server;
        if (running == null) {
            throw new IllegalStateException("DevLoki runs during tests only");
        }
        return running;
    }

    /**
     * The events that have arrived in the current test, with assertions that wait for them.
     *
     * @throws IllegalStateException if no test is running
     */
    public ArrivedEvents events() {
        return server().events();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (classes++ == 0) {
            server = settings.start();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        DevLoki running = server;
        if (running == null) {
            server = settings.start();
        } else {
            running.clear();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (classes == 0) {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--classes == 0) {
            stop();
        }
    }

    private void stop() {
        DevLoki running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == DevLoki.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server();
    }
}
