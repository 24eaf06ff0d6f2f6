package io.fapilog.cli.event;

import io.fapilog.cli.event.KnownField.Role;
import java.util.List;

/**
 * The structured formats of common logging systems: which of their fields has the time of an event, its level, message,
 * logger, thread and exception. Names are in lower case, without {@code @} and {@code _} at their beginning, and with
 * {@code _} in place of a point, of a dash and between the names of nested objects. Where a line has several fields for
 * one purpose, the format that comes first here decides, and in it the name that comes first.
 */
enum LogFormat {
    LOGBACK(
            "Logback's JsonEncoder",
            time("timestamp"),
            nanos("nanoseconds"),
            level("level"),
            message("formattedmessage message"),
            logger("loggername"),
            thread("threadname"),
            frames("throwable_steparray")),
    FAPILOG(
            "fapilog",
            logger("logger"),
            thread("thread"),
            stack("exception_stacktrace"),
            type("exception_type"),
            reason("exception_message")),
    LOGSTASH(
            "logstash-logback-encoder, Spring Boot's logstash",
            logger("logger_name"),
            thread("thread_name"),
            stack("stack_trace")),
    LOGSTASH_LOG4J(
            "Log4j's LogstashJsonEventLayoutV1, GcpLayout",
            level("severity"),
            stack("exception_stacktrace"),
            type("exception_exception_class exception_class"),
            reason("exception_exception_message")),
    LOG4J(
            "Log4j's JsonLayout and JsonTemplateLayout",
            time("timemillis instant instant_epochsecond"),
            nanos("instant_nanoofsecond"),
            stack("thrown_extendedstacktrace"),
            type("thrown_name"),
            reason("thrown_message"),
            frames("thrown_extendedstacktrace")),
    ECS(
            "Elastic Common Schema: Log4j's EcsLayout, Spring Boot's ecs, ecs-logging",
            level("log_level"),
            logger("log_logger"),
            thread("process_thread_name"),
            stack("error_stack_trace"),
            type("error_type"),
            reason("error_message")),
    GELF(
            "GELF: Log4j's GelfLayout, Spring Boot's gelf, Docker",
            message("short_message"),
            thread("process_thread_name"),
            stack("full_message")),
    JBOSS(
            "the JSON formatters of JBoss LogManager: WildFly, Quarkus",
            stack("stacktrace"),
            type("exception_exceptiontype"),
            frames("exception_frames")),
    PAYARA("Payara, GlassFish", message("logmessage"), stack("throwable_stacktrace"), reason("throwable_exception")),
    LIBERTY(
            "Open Liberty",
            time("ibm_datetime"),
            level("loglevel"),
            logger("module"),
            thread("ext_thread ibm_threadid"),
            stack("ibm_stacktrace"),
            type("ibm_exceptionname")),
    GOOGLE(
            "Google Cloud Logging",
            time("timestampseconds timestamp_seconds receivetimestamp"),
            nanos("timestampnanos timestamp_nanos"),
            level("jsonpayload_level"),
            message("textpayload jsonpayload_message")),
    OPEN_TELEMETRY(
            "the log model of OpenTelemetry",
            time("timeunixnano observedtimeunixnano"),
            level("severity_text severitytext"),
            message("body body_stringvalue"),
            stack("attributes_exception_stacktrace"),
            type("attributes_exception_type"),
            reason("attributes_exception_message")),
    BUNYAN(
            "Bunyan, Pino",
            time("time"),
            message("msg"),
            name("name"),
            stack("err_stack"),
            type("err_type err_name"),
            reason("err_message")),
    WINSTON("Winston", stack("stack")),
    ZAP("Zap, klog", time("ts t")),
    SLOG("zerolog, logrus, slog: as Zap, Bunyan and Logback"),
    STRUCTLOG("structlog", message("event"), stack("exception")),
    PYTHON(
            "python-json-logger, Python's attributes of a record",
            time("asctime"),
            level("levelname"),
            stack("exc_info exc_text"),
            type("exc_type")),
    LOGURU(
            "Loguru",
            time("record_time_timestamp"),
            level("record_level_name"),
            message("record_message"),
            logger("record_name"),
            thread("record_thread_name")),
    SERILOG(
            "Serilog's formatters: compact (CLEF), rendered, JsonFormatter",
            level("l"),
            message("m rendered_message renderedmessage"),
            template("mt messagetemplate"),
            logger("sourcecontext source_context properties_sourcecontext"),
            stack("x")),
    JOURNALD(
            "journalctl -o json",
            time("source_realtime_timestamp realtime_timestamp"),
            level("priority"),
            logger("syslog_identifier")),
    DOCKER("Docker's json-file", message("log")),
    AUDIT(
            "the audit log of Kubernetes, whose level is not a severity",
            time("stagetimestamp requestreceivedtimestamp")),
    OTHERS(
            "names that are common elsewhere",
            time("datetime date time_stamp eventtime event_time log_time logtime"),
            level("lvl log_level level_name"),
            message("text"),
            logger("category channel loggername"));

    private final String writer;

    @SuppressWarnings("ImmutableEnumChecker") // The list is a copy.
    private final List<Names> names;

    LogFormat(String writer, Names... names) {
        this.writer = writer;
        this.names = List.of(names);
    }

    /** The names of the fields for {@code role}, in the order of precedence. */
    List<String> names(Role role) {
        return names.stream()
                .filter(each -> each.role == role)
                .flatMap(each -> each.list.stream())
                .toList();
    }

    /** What writes the format. */
    @Override
    public String toString() {
        return writer;
    }

    private static Names time(String names) {
        return of(Role.TIME, names);
    }

    private static Names nanos(String names) {
        return of(Role.NANOS, names);
    }

    private static Names level(String names) {
        return of(Role.LEVEL, names);
    }

    private static Names message(String names) {
        return of(Role.MESSAGE, names);
    }

    private static Names template(String names) {
        return of(Role.TEMPLATE, names);
    }

    private static Names logger(String names) {
        return of(Role.LOGGER, names);
    }

    private static Names name(String names) {
        return of(Role.NAME, names);
    }

    private static Names thread(String names) {
        return of(Role.THREAD, names);
    }

    private static Names stack(String names) {
        return of(Role.STACK, names);
    }

    private static Names type(String names) {
        return of(Role.TYPE, names);
    }

    private static Names reason(String names) {
        return of(Role.REASON, names);
    }

    private static Names frames(String names) {
        return of(Role.FRAMES, names);
    }

    private static Names of(Role role, String names) {
        return new Names(role, List.of(names.split(" ", -1)));
    }

    /** The names of the fields for one role. */
    private record Names(Role role, List<String> list) {}
}
