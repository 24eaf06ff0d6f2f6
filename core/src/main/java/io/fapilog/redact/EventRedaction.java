package io.fapilog.redact;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.Thrown;
import io.fapilog.config.RedactKind;
import io.fapilog.config.RedactSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Masks events by one setting: message, name of the thread, values of context and attributes, and the texts of the
 * exception. An event that cannot be masked loses all of these. Keeps what it has learnt from former events, in bounded
 * tables. For one thread.
 */
public final class EventRedaction {
    /** The name of the thread in an event that could not be masked. */
    private static final String NO_THREAD = "-";
    /** The most threads that are kept, a power of two. */
    private static final int MOST_PLACES = 128;
    /** The most characters of the name of a thread and a context that are kept to be known again. */
    private static final int MOST_KEPT = 2_048;

    private final TextRedaction texts;
    private final ValueRedaction values;
    private final ThrownRedaction exceptions;
    private final RedactionFailures listener;
    /** Threads, each with its last context: events that a thread logs one after the other have the same context. */
    private final CleanPairs places = new CleanPairs(MOST_PLACES);

    private long failures;
    private final LogEvent.Builder builder = LogEvent.builder(Level.INFO, "", "");

    private final BiConsumer<String, @Nullable Object> look = this::look;
    private final BiConsumer<String, @Nullable Object> addContext = this::addContext;
    private final BiConsumer<String, @Nullable Object> addAttribute = this::addAttribute;

    /** Whether the fields that were looked at have nothing to mask. */
    private boolean isClean;
    /** The characters of these fields. */
    private long characters;

    /** Whether a text of the event could not be masked. */
    private boolean hasFailed;

    private final Set<String> told = new HashSet<>();

    /**
     * Creates the masking of {@code settings}.
     *
     * @param listener hears once of each cause for which something could not be masked
     */
    public EventRedaction(RedactSettings settings, RedactionFailures listener) {
        this.listener = listener;
        FieldNames names = new FieldNames(settings.kinds().contains(RedactKind.CREDENTIALS), settings.fields());
        this.texts = new TextRedaction(rules(settings, names, this::textFailed));
        boolean withNumbers = settings.kinds().contains(RedactKind.CARD)
                || !settings.patterns().isEmpty();
        this.values = new ValueRedaction(names, texts, withNumbers);
        this.exceptions = new ThrownRedaction(texts);
    }

    /**
     * Returns {@code event} masked, and the same object if there is nothing to mask. If the masking fails, the result
     * has level, logger and time only, and a message that says so. Nothing is thrown, unless there is no memory even
     * for that.
     */
    public LogEvent redact(LogEvent event) {
        hasFailed = false;
        LogEvent masked;
        try {
            String message = texts.maskMessage(event);
            masked = message == null && isClean(event) ? event : masked(event, message);
        } catch (Throwable e) {
            masked = failed(event, e);
        }
        if (hasFailed) {
            failures++;
        }
        return masked;
    }

    /** How many events could not be masked, or not in all of their texts. */
    public long failures() {
        return failures;
    }

    /** The value of the field {@code name}, masked; the same object if there is nothing to mask. */
    @Nullable
    Object value(String name, @Nullable Object value) {
        return values.mask(name, value);
    }

    @SuppressWarnings("ReferenceEquality") // the same object is returned if there is nothing to mask
    private boolean isClean(LogEvent event) {
        Thrown thrown = event.thrown();
        LogEvent.Rendered rendered = event.rendered();
        isClean = isCleanPlace(event);
        event.forEachAttribute(look);
        return isClean
                && (thrown == null || exceptions.mask(thrown) == thrown)
                && (rendered == null || exceptions.mask(rendered) == rendered);
    }

    /** Whether nothing is to be masked in the name of the thread and the context. */
    private boolean isCleanPlace(LogEvent event) {
        return places.contains(event.thread(), event.contextIdentity()) || lookAtPlace(event);
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean lookAtPlace(LogEvent event) {
        String thread = event.thread();
        isClean = texts.mask(thread) == thread;
        characters = thread.length();
        event.forEachContext(look);
        if (isClean && characters <= MOST_KEPT) {
            places.add(thread, event.contextIdentity());
        }
        return isClean;
    }

    @SuppressWarnings("ReferenceEquality")
    private void look(String name, @Nullable Object value) {
        isClean &= values.mask(name, value) == value;
        characters += name.length() + (value instanceof String text ? text.length() : value == null ? 0 : MOST_KEPT);
    }

    private LogEvent masked(LogEvent event, @Nullable String message) {
        builder.begin(event.level(), event.logger()).timestamp(event.timestamp());
        builder.message(message == null ? event.message() : message);
        builder.thread(texts.mask(event.thread()));
        event.forEachContext(addContext);
        event.forEachAttribute(addAttribute);
        addException(event);
        LogEvent masked = builder.build();
        builder.begin(Level.INFO, "");
        return masked;
    }

    private void addContext(String name, @Nullable Object value) {
        builder.context(name, values.mask(name, value));
    }

    private void addAttribute(String name, @Nullable Object value) {
        builder.attribute(name, values.mask(name, value));
    }

    private void addException(LogEvent event) {
        Thrown thrown = event.thrown();
        LogEvent.Rendered rendered = event.rendered();
        if (thrown != null) {
            builder.thrown(exceptions.mask(thrown));
        }
        if (rendered != null) {
            builder.rendered(exceptions.mask(rendered));
        }
    }

    private LogEvent failed(LogEvent event, Throwable thrown) {
        // Names the exception only: its message may contain what should be masked.
        textFailed(
                "redact",
                "the masking failed (" + thrown.getClass().getName() + "); such events are sent as "
                        + MaskedText.FAILED);
        return LogEvent.builder(event.level(), event.logger(), MaskedText.FAILED)
                .timestamp(event.timestamp())
                .thread(NO_THREAD)
                .build();
    }

    /** Tells the first failure of each cause. */
    @SuppressWarnings("CatchingUnchecked")
    private void textFailed(String key, String sentence) {
        hasFailed = true;
        try {
            if (told.add(key)) {
                listener.failed(key, sentence);
            }
        } catch (Throwable e) {
            // Who listens must not decide what is sent.
            told.remove(key);
        }
    }

    private static List<TextRule> rules(RedactSettings settings, FieldNames names, RedactionFailures listener) {
        List<TextRule> rules = new ArrayList<>();
        for (RedactKind kind : settings.kinds()) {
            switch (kind) {
                case CREDENTIALS -> rules.add(new CredentialTexts(names));
                case TOKENS -> rules.add(new Tokens());
                case EMAIL -> rules.add(new Emails());
                case CARD -> rules.add(new Cards());
                case IBAN -> rules.add(new Ibans());
                case IP -> {
                    rules.add(new Ipv6Addresses());
                    rules.add(new Ipv4Addresses());
                }
            }
        }
        settings.patterns().forEach((name, regex) -> rules.add(new OwnPattern(name, regex, listener)));
        return rules;
    }
}
