package io.fapilog;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The installed pipeline of the process, and its watchers. */
class InstalledTest extends DrivenFapilog {
    @Test
    void install_replacesAndClosesTheOneBefore() {
        Fapilog first = builder(Map.of()).sink(fake()).install();
        Fapilog second = builder(Map.of()).sink(fake()).install();
        started.addAll(List.of(first, second));
        assertThat(first.isClosed()).isTrue();
        assertThat(Fapilog.current()).isSameAs(second);
        assertThat(Fapilog.configureLogging()).isSameAs(second);
    }

    @Test
    void configureLogging_afterAClose_startsAnew_twentyTimes() {
        for (int i = 0; i < 20; i++) {
            Fapilog fapilog = builder(Map.of()).sink(fake()).install();
            started.add(fapilog);
            fapilog.log(event("a"));
            assertThat(fapilog.close(LONG)).isTrue();
        }
        assertThat(sinks).allMatch(sink -> sink.closed && sink.messages().size() == 1);
    }

    @Test
    void watch_runsAtEveryInstallAndClose_evenIfAWatcherThrows() {
        List<Boolean> seen = new CopyOnWriteArrayList<>();
        Runnable failing = () -> {
            throw new IllegalStateException("watcher");
        };
        Runnable watcher = () -> seen.add(Fapilog.current().isClosed());
        Fapilog.watch(failing);
        Fapilog.watch(watcher);
        try {
            Fapilog first = builder(Map.of()).sink(fake()).install();
            Fapilog second = builder(Map.of()).sink(fake()).install();
            await().until(() -> seen.size() >= 3);
            second.close(LONG);
            started.addAll(List.of(first, second));
        } finally {
            Fapilog.unwatch(failing);
            Fapilog.unwatch(watcher);
        }
        start(builder(Map.of()).sink(fake())).close();
        assertThat(seen).startsWith(false).endsWith(false, true).hasSizeBetween(4, 5);
        assertThat(warnings()).anyMatch(warning -> warning.contains("a watcher of the pipelines failed"));
    }

    @Test
    void watch_whileTheEnvironmentConfigures_runsOutsideTheLock() {
        List<Boolean> locked = new ArrayList<>();
        Runnable watcher = () -> locked.add(Installed.isInstalling());
        Fapilog.current().close();
        Fapilog.watch(watcher);
        try {
            started.add(Fapilog.configureLogging());
        } finally {
            Fapilog.unwatch(watcher);
        }
        assertThat(locked).isNotEmpty().containsOnly(false);
    }

    @Test
    void installLeniently_wrongConfiguration_warnsOnceAndWritesToStdout() {
        Fapilog fapilog = builder(Map.of("FAPILOG_SINKS", "nonsense")).installLeniently();
        started.add(fapilog);
        assertThat(fapilog.stats()).extracting(SinkStats::sink).containsExactly("stdout");
        assertThat(warnings()).singleElement().asString().contains("nonsense");
    }
}
