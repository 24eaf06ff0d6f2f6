package io.fapilog.spring;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.AppenderAttachable;
import io.fapilog.Fapilog;
import io.fapilog.logback.FapilogAppender;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** An appender at the root logger of Logback. */
record LogbackRootAppender(LoggerContext context) implements RootAppender {

    static @Nullable RootAppender find() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                ? new LogbackRootAppender(context)
                : null;
    }

    @Override
    public boolean isTaken() {
        return context.getLoggerList().stream().anyMatch(LogbackRootAppender::hasForeign);
    }

    @Override
    public void attach(Fapilog fapilog) {
        removeRenewals();
        place(fapilog);
        context.addListener(new Renewal(this, fapilog));
    }

    private void place(Fapilog fapilog) {
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        Appender<ILoggingEvent> before = root.getAppender(NAME);
        if (!(before instanceof FapilogAppender appender) || appender.fapilog() != fapilog) {
            root.addAppender(started(fapilog));
            detach(root, before);
        }
    }

    @Override
    public void detach() {
        removeRenewals();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        detach(root, root.getAppender(NAME));
    }

    private FapilogAppender started(Fapilog fapilog) {
        FapilogAppender appender = new FapilogAppender(fapilog);
        appender.setContext(context);
        appender.setName(NAME);
        appender.start();
        return appender;
    }

    private static void detach(Logger root, @Nullable Appender<ILoggingEvent> appender) {
        if (appender != null) {
            root.detachAppender(appender);
            appender.stop();
        }
    }

    private static boolean hasForeign(AppenderAttachable<ILoggingEvent> place) {
        Iterator<Appender<ILoggingEvent>> appenders = place.iteratorForAppenders();
        while (appenders.hasNext()) {
            if (isForeign(appenders.next())) {
                return true;
            }
        }
        return false;
    }

    /** An asynchronous appender contains another one. */
    @SuppressWarnings("unchecked")
    private static boolean isForeign(Appender<ILoggingEvent> appender) {
        return appender instanceof FapilogAppender
                ? !NAME.equals(appender.getName())
                : appender instanceof AppenderAttachable<?> place
                        && hasForeign((AppenderAttachable<ILoggingEvent>) place);
    }

    private void removeRenewals() {
        for (LoggerContextListener listener : context.getCopyOfListenerList()) {
            if (listener instanceof Renewal) {
                context.removeListener(listener);
            }
        }
    }

    /**
     * Attaches again when Logback has removed all appenders to read its configuration again. Not a record: Logback
     * compares its listeners, and the JDK keeps the class loader of a record that it has compared.
     */
    private static final class Renewal implements LoggerContextListener {
        private final LogbackRootAppender attachment;
        private final Fapilog fapilog;

        Renewal(LogbackRootAppender attachment, Fapilog fapilog) {
            this.attachment = attachment;
            this.fapilog = fapilog;
        }

        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onReset(LoggerContext context) {
            attachment.place(fapilog);
        }

        @Override
        public void onStart(LoggerContext context) {}

        @Override
        public void onStop(LoggerContext context) {}

        @Override
        public void onLevelChange(Logger logger, Level level) {}
    }
}
