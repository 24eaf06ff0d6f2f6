package io.fapilog;

import io.fapilog.contract.LoggingSystem;
import io.fapilog.contract.SettingsContract;

/** The settings as texts of the builder. */
class BuilderSettingsTest extends SettingsContract {
    @Override
    protected LoggingSystem makeSystem() {
        return new BuilderSystem((builder, settings) -> settings.forEach(builder::setting));
    }
}
