package io.fapilog.cli.event;

import io.fapilog.LogEvent;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** A record in XML, as java.util.logging writes it to files by default. */
final class JulRecord {
    private static final XMLInputFactory XML = factory();

    private final EventDraft draft;
    private final TimeScanner times;
    private final StringBuilder stack = new StringBuilder();
    private @Nullable String message;
    private @Nullable String reason;
    private boolean inException;
    private String type = "";

    private JulRecord(EventDraft draft, TimeScanner times) {
        this.draft = draft;
        this.times = times;
    }

    /** Replaces the message of {@code draft}, which is the XML, by what the record says; if it is no XML, it remains. */
    static void read(EventDraft draft, TimeScanner times) {
        String text = draft.message();
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(new StringReader(text));
            new JulRecord(draft, times).read(xml);
        } catch (XMLStreamException e) {
            draft.begin(text);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    requireBlank(text);
                    inException |= xml.getLocalName().equals("exception");
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS -> text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    end(xml.getLocalName(), text.toString());
                    text.setLength(0);
                }
                default -> {}
            }
        }
        requireBlank(text);
        draft.message(message == null ? "" : message);
        if (reason != null) {
            exception(reason);
        }
        draft.structure();
    }

    /** A record has no text between its elements; what looks like a record but has some is another thing. */
    private static void requireBlank(CharSequence text) throws XMLStreamException {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ' ') {
                throw new XMLStreamException("no record of java.util.logging");
            }
        }
    }

    private void end(String element, String text) throws XMLStreamException {
        if (element.equals("record") || element.equals("frame") || element.equals("exception")) {
            requireBlank(text);
        }
        if (inException) {
            ofException(element, text);
            return;
        }
        switch (element) {
            case "date", "millis" -> time(text);
            case "nanos", "record" -> {}
            case "level" -> draft.level(EventLevel.of(text));
            case "logger" -> draft.logger(text.isBlank() ? null : text);
            case "thread" -> draft.thread(text.isBlank() ? null : text);
            case "message" -> message = text;
            default -> draft.attribute(element, text);
        }
    }

    private void time(String text) {
        long nanos = draft.time() == EventTime.NONE ? EventTime.nanos(text, times) : draft.time();
        draft.time(nanos);
    }

    private void ofException(String element, String text) {
        switch (element) {
            case "message" -> reason = text;
            case "class" -> type = text;
            case "method" -> stack.append("\tat ").append(type).append('.').append(text);
            case "line" -> stack.append("(line ").append(text).append(')');
            case "frame" -> stack.append('\n');
            case "exception" -> inException = false;
            default -> {}
        }
    }

    private void exception(String title) {
        LogEvent.Rendered rendered = ExceptionText.of(title + "\n" + stack, null, null);
        if (rendered == null) {
            draft.attribute("exception", title + "\n" + stack);
        } else {
            draft.exception(rendered);
        }
    }
}
