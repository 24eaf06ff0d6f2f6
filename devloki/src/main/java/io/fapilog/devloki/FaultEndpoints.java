package io.fapilog.devloki;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import tools.jackson.core.JsonGenerator;

/** Lists, adds and removes the faults of a {@link Script} over HTTP. This API is DevLoki's own. Thread-safe. */
final class FaultEndpoints {
    static final String PATH = "/_faults";

    private static final int MAX_BODY = 1000;

    private final Script script;

    FaultEndpoints(Script script) {
        this.script = script;
    }

    static boolean serves(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    void handle(JettyExchange exchange, String path) throws IOException {
        String method = exchange.request().getMethod();
        if (!path.equals(PATH)) {
            handleOne(exchange, method, path.substring(PATH.length() + 1));
            return;
        }
        switch (method) {
            case "GET" -> exchange.send(200, Json.HEADERS, list(), false);
            case "POST" -> add(exchange);
            case "DELETE" -> {
                script.removeFaults();
                exchange.send(204, Map.of(), new byte[0], false);
            }
            default -> refuse(exchange, "GET, POST, DELETE");
        }
    }

    private void handleOne(JettyExchange exchange, String method, String id) {
        if (!method.equals("DELETE")) {
            refuse(exchange, "DELETE");
        } else if (script.removeFault(id)) {
            exchange.send(204, Map.of(), new byte[0], false);
        } else {
            exchange.sendText(404, "there is no fault with this id\n");
        }
    }

    private static void refuse(JettyExchange exchange, String allowed) {
        exchange.send(405, Map.of("Allow", allowed), new byte[0], false);
    }

    private byte[] list() {
        return Json.object(out -> {
            out.writeArrayPropertyStart("faults");
            for (RunningFault.State fault : script.faults()) {
                out.writeStartObject();
                write(out, fault);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private void add(JettyExchange exchange) throws IOException {
        try {
            RunningFault.State added = script.addFault(text(exchange.request()));
            exchange.send(201, Json.HEADERS, Json.object(out -> write(out, added)), false);
        } catch (IllegalArgumentException e) {
            exchange.sendText(400, e.getMessage() + "\n");
        }
    }

    private static String text(Request request) throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            return new String(in.readNBytes(MAX_BODY), StandardCharsets.UTF_8);
        }
    }

    private static void write(JsonGenerator out, RunningFault.State fault) {
        out.writeStringProperty("id", fault.id());
        out.writeStringProperty("text", fault.text());
        Long millis = fault.remainingMillis();
        if (millis == null) {
            out.writeNullProperty("remainingMillis");
        } else {
            out.writeNumberProperty("remainingMillis", millis);
        }
        Integer count = fault.remainingCount();
        if (count != null) {
            out.writeNumberProperty("remainingCount", count);
        }
        out.writeNumberProperty("hits", fault.hits());
    }
}
