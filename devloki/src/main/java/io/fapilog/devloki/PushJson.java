package io.fapilog.devloki;

import io.fapilog.devloki.logql.GoText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Decodes the JSON body of a push, with the error messages of Loki. Like Loki, it refuses timestamps that are not
 * strings, nested metadata, control characters and unpaired surrogates, and ignores unknown keys and text after the
 * document. For one use.
 */
final class PushJson {
    private static final String NO_STRING = "Value is string, but can't find closing '\"' symbol";
    private static final String NO_OBJECT = "Value looks like object, but can't find closing '}' symbol";
    private static final String NO_VALUE =
            "Value looks like Number/Boolean/None, but can't find its end: ',' or '}' symbol";
    private static final String MALFORMED = "Malformed JSON error";
    private static final String PREFIX = "loghttp.PushRequest.Streams: []loghttp.LogProtoStream: ";
    private static final Pattern CONTROL = Pattern.compile("CTRL-CHAR, code (\\d+)");

    // The limits of Jackson are off, since the size of a body is limited before.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Thrown when a stream is invalid. The message is the cause in Loki's message. */
    private static final class StreamFault extends Exception {
        private static final long serialVersionUID = 1L;

        StreamFault(String cause) {
            super(cause, null, false, false);
        }
    }

    private final String body;
    private final JsonParser in;

    private PushJson(String body, JsonParser in) {
        this.body = body;
        this.in = in;
    }

    static List<RawStream> decode(String body) throws BadPush {
        if (body.isBlank()) {
            throw new BadPush("EOF");
        }
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), body.toCharArray())) {
            return new PushJson(body, in).streams();
        } catch (JacksonException e) {
            throw syntax(body, e);
        }
    }

    private List<RawStream> streams() throws BadPush {
        JsonToken first = in.nextToken();
        if (first == JsonToken.VALUE_NULL) {
            return List.of();
        }
        if (first != JsonToken.START_OBJECT) {
            throw new BadPush("readObjectStart: expect { or n, but found "
                    + body.stripLeading().charAt(0) + where(body, 1));
        }
        return members();
    }

    private List<RawStream> members() throws BadPush {
        List<RawStream> streams = List.of();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean wanted = in.currentName().toLowerCase(Locale.ROOT).equals("streams");
            in.nextToken();
            if (wanted) {
                streams = streamList();
            } else {
                in.skipChildren();
            }
        }
        return streams;
    }

    private List<RawStream> streamList() throws BadPush {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw refused("decode slice: expect [ or n, but found " + body.charAt(offset()), offset() + 1);
        }
        List<RawStream> streams = new ArrayList<>();
        int depth = in.streamReadContext().getNestingDepth();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            streams.add(stream(depth));
        }
        return streams;
    }

    private RawStream stream(int depth) throws BadPush {
        try {
            return stream();
        } catch (StreamFault e) {
            // Loki reports the end of the stream, since it reads a stream before it decodes it.
            while (in.streamReadContext().getNestingDepth() > depth) {
                in.nextToken();
            }
            throw refused("unmarshalerDecoder: " + e.getMessage(), end());
        }
    }

    private BadPush refused(String cause, int at) {
        return new BadPush(PREFIX + cause + where(body, at));
    }

    private RawStream stream() throws StreamFault {
        require(in.currentToken() == JsonToken.START_OBJECT, NO_OBJECT);
        String labels = "";
        List<RawEntry> entries = List.of();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "stream" -> labels = labels();
                case "values" -> entries = entries();
                default -> in.skipChildren();
            }
        }
        return new RawStream(labels, entries);
    }

    /** The label string that Loki builds from the labels: names unchanged, values quoted. */
    private String labels() throws StreamFault {
        require(in.currentToken() == JsonToken.START_OBJECT, NO_OBJECT);
        Map<String, String> labels = new TreeMap<>();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            String value = labelValue();
            require(!GoText.hasLoneSurrogate(name) && !GoText.hasLoneSurrogate(value), NO_VALUE);
            labels.put(name, value);
        }
        StringBuilder out = new StringBuilder("{");
        labels.forEach((name, value) -> out.append(out.length() == 1 ? "" : ", ")
                .append(name)
                .append('=')
                .append(GoText.quote(value)));
        return out.append('}').toString();
    }

    /** The value of a string; the JSON text of any other value. */
    private String labelValue() {
        if (!in.currentToken().isStructStart()) {
            return in.getString();
        }
        int start = offset();
        in.skipChildren();
        return body.substring(start, end());
    }

    private List<RawEntry> entries() throws StreamFault {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        require(in.currentToken() == JsonToken.START_ARRAY, MALFORMED);
        List<RawEntry> entries = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.VALUE_NULL) {
                require(in.currentToken() == JsonToken.START_ARRAY, MALFORMED);
                entries.add(entry());
            }
        }
        return entries;
    }

    private RawEntry entry() throws StreamFault {
        Instant time = RawEntry.NO_TIME;
        String line = "";
        List<Map.Entry<String, String>> metadata = List.of();
        for (int i = 0; in.nextToken() != JsonToken.END_ARRAY; i++) {
            switch (i) {
                case 0 -> time = time();
                case 1 -> line = string();
                case 2 -> metadata = metadata();
                default -> in.skipChildren();
            }
        }
        return new RawEntry(time, line, metadata);
    }

    private Instant time() throws StreamFault {
        require(in.currentToken() == JsonToken.VALUE_STRING, NO_VALUE);
        String digits = in.getString();
        boolean negative = digits.startsWith("-");
        String number = negative ? digits.substring(1) : digits;
        boolean leadingZero = number.length() > 1 && number.startsWith("0");
        boolean decimal = !number.isEmpty() && number.chars().allMatch(c -> c >= '0' && c <= '9');
        require(decimal && !leadingZero, NO_VALUE);
        try {
            long nanos = Long.parseLong(digits);
            return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
        } catch (NumberFormatException e) {
            throw new StreamFault(NO_VALUE);
        }
    }

    private String string() throws StreamFault {
        require(in.currentToken() == JsonToken.VALUE_STRING, NO_STRING);
        String text = in.getString();
        require(!GoText.hasLoneSurrogate(text), NO_VALUE);
        return text;
    }

    private List<Map.Entry<String, String>> metadata() throws StreamFault {
        require(in.currentToken() == JsonToken.START_OBJECT, NO_OBJECT);
        List<Map.Entry<String, String>> metadata = new ArrayList<>();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            metadata.add(Map.entry(name, string()));
        }
        return metadata;
    }

    private static void require(boolean valid, String fault) throws StreamFault {
        if (!valid) {
            throw new StreamFault(fault);
        }
    }

    private int offset() {
        return (int) in.currentTokenLocation().getCharOffset();
    }

    private int end() {
        return (int) in.currentLocation().getCharOffset();
    }

    private static BadPush syntax(String body, JacksonException e) {
        String message = e.getOriginalMessage();
        Matcher control = CONTROL.matcher(message);
        String cause = control.find() ? "trySkipString: invalid control character found: " + control.group(1) : message;
        int at = e.getLocation() == null ? 0 : (int) e.getLocation().getCharOffset();
        return new BadPush(PREFIX + cause + where(body, at));
    }

    /** The end of Loki's message: the text around {@code at}. */
    private static String where(String body, int at) {
        return ", error found in #" + Math.min(at, 10) + " byte of ...|" + around(body, at, 10)
                + "|..., bigger context ...|" + around(body, at, 50) + "|...";
    }

    private static String around(String body, int at, int reach) {
        int start = Math.max(0, Math.min(at - reach, body.length()));
        return body.substring(start, Math.min(body.length(), Math.max(start, at + reach)));
    }
}
