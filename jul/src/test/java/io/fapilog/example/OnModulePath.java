package io.fapilog.example;

import io.fapilog.jul.FapilogHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** A program on the class path, with all else as modules. It logs through fapilog to standard output. */
public final class OnModulePath {
    private OnModulePath() {}

    /** Logs one event; the exit of the JVM delivers it. */
    public static void main(String[] args) throws IOException {
        String properties = "handlers=io.fapilog.jul.FapilogHandler\n";
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(properties.getBytes(StandardCharsets.ISO_8859_1)));
        Logger.getLogger("shop").info("from " + FapilogHandler.class.getModule());
    }
}
