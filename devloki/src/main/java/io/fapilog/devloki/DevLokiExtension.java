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
 * Gives the tests of a JUnit class a {@link DevLoki}.
 *
 * <p>With {@code @ExtendWith(DevLokiExtension.class)}, or {@code @RegisterExtension} on a static field, one server
 * serves the class and is {@linkplain DevLoki#clear() cleared} before each test; with {@code @RegisterExtension} on an
 * instance field each test has its own. Test methods take it as a parameter of type {@link DevLoki} or from
 * {@link #server()}. Not for tests of one class that run in parallel.
 */
public final class DevLokiExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private final DevLokiBuilder settings;
    /** The classes under way: a nested class begins while the one around it has not ended. */
    private int classes;

    private @Nullable DevLoki server;

    /** With the default settings. */
    public DevLokiExtension() {
        this(DevLoki.builder());
    }

    /** With the given settings, which must not be changed afterwards. */
    public DevLokiExtension(DevLokiBuilder settings) {
        this.settings = settings;
    }

    /**
     * The server of the current test.
     *
     * @throws IllegalStateException outside a test
     */
    public DevLoki server() {
        DevLoki running = server;
        if (running == null) {
            throw new IllegalStateException("DevLoki runs during tests only");
        }
        return running;
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
