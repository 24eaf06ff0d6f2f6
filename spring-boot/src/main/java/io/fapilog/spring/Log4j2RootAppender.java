package io.fapilog.spring;

import io.fapilog.Fapilog;
import io.fapilog.log4j2.FapilogAppender;
import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.jspecify.annotations.Nullable;

/** An appender at the root logger of Log4j2. */
record Log4j2RootAppender(LoggerContext context) implements RootAppender {

    static @Nullable RootAppender find() {
        return LogManager.getContext(false) instanceof LoggerContext context ? new Log4j2RootAppender(context) : null;
    }

    @Override
    public boolean isTaken() {
        return context.getConfiguration().getAppenders().values().stream()
                .anyMatch(appender -> appender instanceof FapilogAppender
                        && !appender.getName().equals(NAME));
    }

    @Override
    public void attach(Fapilog fapilog) {
        // First, since it would be attached again on every change of the loggers.
        removeRenewal();
        place(fapilog);
        PropertyChangeListener renewal = event -> renew(event, fapilog);
        context.putObject(NAME, renewal);
        context.addPropertyChangeListener(renewal);
    }

    @Override
    public void detach() {
        removeRenewal();
        remove(context.getConfiguration());
        context.updateLoggers();
    }

    private void place(Fapilog fapilog) {
        Configuration configuration = context.getConfiguration();
        if (configuration.getAppender(NAME) instanceof FapilogAppender present && present.fapilog() == fapilog) {
            return;
        }
        remove(configuration);
        FapilogAppender appender =
                FapilogAppender.newBuilder().setName(NAME).setFapilog(fapilog).build();
        appender.start();
        configuration.addAppender(appender);
        configuration.getRootLogger().addAppender(appender, null, null);
        context.updateLoggers();
    }

    /** Attaches again when Log4j has read its configuration again, which creates all appenders anew. */
    private void renew(PropertyChangeEvent event, Fapilog fapilog) {
        if (LoggerContext.PROPERTY_CONFIG.equals(event.getPropertyName())) {
            place(fapilog);
        }
    }

    private void removeRenewal() {
        if (context.removeObject(NAME) instanceof PropertyChangeListener renewal) {
            context.removePropertyChangeListener(renewal);
        }
    }

    private static void remove(Configuration configuration) {
        Appender appender = configuration.getAppenders().remove(NAME);
        if (appender != null) {
            configuration.getRootLogger().removeAppender(NAME);
            appender.stop();
        }
    }
}
