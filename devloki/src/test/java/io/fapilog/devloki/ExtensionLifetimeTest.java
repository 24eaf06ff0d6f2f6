package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExtensionLifetimeTest {

    private static void pushOne(DevLoki loki) throws Exception {
        String body = json(stream(Map.of("app", "x"), List.of(Long.toString(ContractServers.now()), "x")));
        assertThat(new LokiApi(loki.url()).push(body).statusCode()).isEqualTo(204);
    }

    @Nested
    @ExtendWith(DevLokiExtension.class)
    class ByAnnotation {
        private static final Set<Integer> PORTS = new HashSet<>();

        @RepeatedTest(3)
        void parameter_inEachTest_isTheSameClearedServer(DevLoki loki) throws Exception {
            assertThat(loki.entries()).isEmpty();
            pushOne(loki);
            PORTS.add(loki.port());
            assertThat(PORTS).hasSize(1);
        }

        @Nested
        class Inner {
            @Test
            void parameter_inNestedClass_isTheServerOfTheOuterClass(DevLoki loki) throws Exception {
                assertThat(loki.entries()).isEmpty();
                pushOne(loki);
                assertThat(PORTS).containsExactly(loki.port());
            }
        }
    }

    @Nested
    class ByStaticField {
        @RegisterExtension
        static final DevLokiExtension LOKI =
                new DevLokiExtension(DevLoki.builder().authEnabled(true));

        @Test
        void settings_ofTheBuilder_areUsed() throws Exception {
            assertThat(new LokiApi(LOKI.server().url()).push("{}").statusCode()).isEqualTo(401);
        }
    }

    @Nested
    class ByInstanceField {
        @RegisterExtension
        final DevLokiExtension loki = new DevLokiExtension();

        @RepeatedTest(2)
        void server_inEachTest_isANewOne(DevLoki parameter) throws Exception {
            assertThat(loki.server()).isSameAs(parameter);
            assertThat(parameter.pushes()).isEmpty();
            pushOne(parameter);
        }
    }

    @Test
    void server_outsideATest_throwsIllegalState() {
        assertThatThrownBy(() -> new DevLokiExtension().server()).isInstanceOf(IllegalStateException.class);
    }
}
