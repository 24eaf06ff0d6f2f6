package io.fapilog.loki;

import io.fapilog.Finding;
import io.fapilog.SinkSetting;
import io.fapilog.spi.SinkCheck;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Checks whether events of a Loki sink would arrive: the settings, the way to the server, the server, one marked event
 * there and back, the clock, and the folder of the spool. A step is left out when the one before it shows that it would
 * fail too.
 */
final class LokiCheck implements SinkCheck {
    private final LokiSettings settings;
    private final List<SinkSetting> shown;
    private final CheckMeans means;

    /**
     * A check of a sink.
     *
     * @param shown the settings as they were understood, without secrets
     */
    LokiCheck(LokiSettings settings, List<SinkSetting> shown, CheckMeans means) {
        this.settings = settings;
        this.shown = shown;
        this.means = means;
    }

    @Override
    public void run(boolean offline, Consumer<Finding> target) {
        CheckFindings findings = new CheckFindings(settings, target);
        new SettingsCheck(settings, shown, findings).run();
        if (offline) {
            return;
        }
        new ProxyCheck(settings, shown, System.getenv(), findings).run();
        if (new AddressCheck(settings, means, findings).run()) {
            checkServer(findings);
        }
        new SpoolFolderCheck(settings, means, findings).run();
    }

    private void checkServer(CheckFindings findings) {
        Probe probe = new Probe(settings, means);
        TlsCheck tls = new TlsCheck(settings, probe, means, findings);
        ClockCheck clock = new ClockCheck(findings);
        if (!tls.run() || !new ServerCheck(settings, probe, tls, clock, findings).run()) {
            return;
        }
        String mark = UUID.randomUUID().toString().replace("-", "");
        MarkedEvent event = MarkedEvent.create(settings, mark, means.time().epochNanos());
        if (new PushCheck(settings, probe, clock, findings).run(event)) {
            read(event, probe, findings);
        }
        clock.tell();
    }

    private void read(MarkedEvent event, Probe probe, CheckFindings findings) {
        try {
            new QueryCheck(probe, means, findings).run(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
