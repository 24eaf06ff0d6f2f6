package io.fapilog;

import io.fapilog.spi.SinkDefaults;
import io.fapilog.spi.SinkPlan;

/** Something that can be made into a sink once the defaults are known, such as the builder of a sink. */
@FunctionalInterface
public interface SinkSource {
    /**
     * Checks what was asked for and says how to make the sink. No I/O but the reading of the files that are named.
     *
     * @throws io.fapilog.ConfigurationException listing every violation with its mend
     */
    SinkPlan plan(SinkDefaults defaults);
}
