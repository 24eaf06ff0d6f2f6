package io.fapilog.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExceptionHashTest {
    private static final String[] CLASSES = {
        "shop.Orders",
        "shop.Orders$1",
        "shop.Orders$$Lambda$14/0x0000000800066840",
        "shop.$Proxy12",
        "shop.Orders$$SpringCGLIB$$0",
        "shop.Order$HibernateProxy$aB3xYz",
        "java.util.ArrayList",
        "jdk.internal.reflect.GeneratedMethodAccessor17",
        "org.springframework.web.Dispatcher",
        "Main",
        "größe.Klasse"
    };
    private static final String[] METHODS = {"<init>", "<clinit>", "place", "lambda$place$3", "access$000", "größe"};
    private static final String[] MESSAGES = {"", "none", "two\nlines", "a: b", "(x)", "\r\n", "Caused by none"};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void of_theSameExceptionAsText_isTheSame(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Throwable thrown = thrown(random, random.nextInt(4));

            assertThat(ofText(thrown)).as("seed %d, %s", seed, text(thrown)).isEqualTo(of(thrown));
        }
    }

    @Test
    void of_exceptionsOfThisJvm_isThatOfTheirText() throws Exception {
        Callable<?> lambda = () -> {
            throw new IllegalArgumentException("in a lambda");
        };
        Callable<?> proxy = (Callable<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Callable.class},
                (self, method, arguments) -> lambda.call());
        Throwable thrown = caught(proxy);
        assertThat(of(new IllegalStateException(thrown))).isEqualTo(ofText(new IllegalStateException(thrown)));
        assertThat(of(new OwnText())).isEqualTo(ofText(new OwnText()));
        assertThat(of(new IllegalStateException(new OwnText())))
                .isEqualTo(ofText(new IllegalStateException(new OwnText())));
    }

    @Test
    void of_typesAndOwnFrames_isAnotherForEach() {
        String hash = of(of("shop.A", "m", 1));
        assertThat(hash).matches("[0-9a-f]{16}");
        assertThat(of(of("shop.A", "n", 1))).isNotEqualTo(hash);
        assertThat(of(of("shop.B", "m", 1))).isNotEqualTo(hash);
        assertThat(of(framed(new IllegalArgumentException("x"), "shop.A", "m", 1)))
                .isNotEqualTo(hash);
        assertThat(of(framed(new IllegalStateException("x", new Error()), "shop.A", "m", 1)))
                .isNotEqualTo(hash);
    }

    @Test
    void of_messageLineAndSuppressed_isTheSame() {
        String hash = of(of("shop.A", "m", 1));
        assertThat(of(of("shop.A", "m", 2))).isEqualTo(hash);
        Throwable other = framed(new IllegalStateException("another"), "shop.A", "m", 1);
        other.addSuppressed(new Error());
        assertThat(of(other)).isEqualTo(hash);
        assertThat(ofText(other)).isEqualTo(hash);
    }

    @ParameterizedTest
    @CsvSource({
        "shop.A$$Lambda$14/0x0000000800066840, shop.A$$Lambda/0x00007f1234000000",
        "shop.$Proxy12, shop.$Proxy7",
        "shop.A$$SpringCGLIB$$0, shop.A$$SpringCGLIB$$1",
        "shop.A$$EnhancerBySpringCGLIB$$1a2b, shop.A$$EnhancerBySpringCGLIB$$ffff",
        "shop.GeneratedMethodAccessor17, shop.GeneratedMethodAccessor4",
        "shop.A$HibernateProxy$aB, shop.A$HibernateProxy$xY",
        "shop.A$1, shop.A$2",
        "shop.A/0x0000000800066840, shop.A/0x0000000800066844"
    })
    void of_generatedNames_isTheSameInEachRun(String one, String other) {
        assertThat(of(of(one, "m", 1))).isEqualTo(of(of(other, "m", 1))).isEqualTo(ofText(of(other, "m", 1)));
    }

    @Test
    void of_framesOfTheJdkAndFrameworks_doNotCount() {
        Throwable thrown = of("shop.A", "m", 1);
        String hash = of(thrown);
        StackTraceElement own = thrown.getStackTrace()[0];
        for (String type : new String[] {
            "java.lang.Thread", "javax.x.Y", "jdk.x.Y", "sun.x.Y", "jakarta.x.Y", "org.springframework.Y"
        }) {
            thrown.setStackTrace(new StackTraceElement[] {own, new StackTraceElement(type, "run", null, 1)});
            assertThat(of(thrown)).as(type).isEqualTo(hash);
        }
        assertThat(of(of("javassist.A", "m", 1))).isNotEqualTo(of(of("shop.A", "m", 1)));
    }

    @Test
    void of_messageThatLooksLikeFrames_isThatOfTheException() {
        Throwable thrown = framed(new IllegalStateException("x\n\tat shop.B.c(D)\nCaused by: y"), "shop.A", "m", 1);
        assertThat(of(thrown)).isEqualTo(ofText(thrown)).isEqualTo(of(of("shop.A", "m", 1)));
    }

    private static Throwable caught(Callable<?> callable) {
        try {
            callable.call();
            throw new AssertionError("nothing thrown");
        } catch (Exception e) {
            return e;
        }
    }

    private static Throwable of(String type, String method, int line) {
        return framed(new IllegalStateException("x"), type, method, line);
    }

    private static Throwable framed(Throwable thrown, String type, String method, int line) {
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement(type, method, "A.java", line)});
        return thrown;
    }

    private static Throwable thrown(Random random, int causes) {
        String message = random.nextInt(4) == 0 ? null : any(MESSAGES, random);
        Throwable cause = causes == 0 ? null : thrown(random, causes - 1);
        Throwable thrown = random.nextBoolean() ? new IllegalStateException(message, cause) : new Error(message, cause);
        StackTraceElement[] frames = new StackTraceElement[random.nextInt(10)];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = frame(random);
        }
        thrown.setStackTrace(frames);
        if (random.nextInt(4) == 0) {
            thrown.addSuppressed(new IllegalStateException("suppressed", new Error("of it")));
        }
        return thrown;
    }

    private static StackTraceElement frame(Random random) {
        String loader = random.nextInt(3) == 0 ? "app" : null;
        String module = random.nextInt(3) == 0 ? "shop.module" : null;
        String version = module != null && random.nextBoolean() ? "1.0" : null;
        return new StackTraceElement(
                loader,
                module,
                version,
                any(CLASSES, random),
                any(METHODS, random),
                random.nextBoolean() ? "A.java" : null,
                random.nextInt(100) - 2);
    }

    private static String any(String[] texts, Random random) {
        return texts[random.nextInt(texts.length)];
    }

    private static String of(Throwable thrown) {
        return ExceptionHash.of(event(builder -> builder.throwable(thrown)));
    }

    private static String ofText(Throwable thrown) {
        LogEvent.Rendered rendered =
                new LogEvent.Rendered(thrown.getClass().getName(), thrown.getMessage(), text(thrown));
        return ExceptionHash.of(event(builder -> builder.rendered(rendered)));
    }

    private static LogEvent event(UnaryOperator<LogEvent.Builder> exception) {
        return exception.apply(LogEvent.builder(Level.ERROR, "l", "m")).build();
    }

    private static String text(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** An exception whose text does not begin with its class. */
    private static final class OwnText extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("OverrideThrowableToString") // as applications do
        public String toString() {
            return "syntax error in line 7";
        }
    }
}
