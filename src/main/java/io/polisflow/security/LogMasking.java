package io.polisflow.security;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.AppenderAttachable;
import java.util.Iterator;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/** Masks what every appender writes, whatever configures them, as soon as Spring Boot has set up the log. */
class LogMasking implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            install(context);
        }
    }

    static void install(LoggerContext context) {
        context.getLoggerList().forEach(LogMasking::mask);
    }

    private static void mask(AppenderAttachable<ILoggingEvent> owner) {
        for (Iterator<Appender<ILoggingEvent>> appenders = owner.iteratorForAppenders(); appenders.hasNext(); ) {
            mask(appenders.next());
        }
    }

    @SuppressWarnings("unchecked")
    private static void mask(Appender<ILoggingEvent> appender) {
        if (appender instanceof OutputStreamAppender<ILoggingEvent> writer) {
            if (writer.getEncoder() != null && !(writer.getEncoder() instanceof MaskingEncoder)) {
                MaskingEncoder encoder = new MaskingEncoder(writer.getEncoder());
                encoder.start();
                writer.setEncoder(encoder);
            }
        } else if (appender instanceof AppenderAttachable<?> behind) {
            mask((AppenderAttachable<ILoggingEvent>) behind);
        }
    }

    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER + 1;
    }
}
