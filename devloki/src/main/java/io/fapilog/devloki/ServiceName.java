package io.fapilog.devloki;

import io.fapilog.devloki.logql.LabelSet;
import java.util.List;

/** Adds the label {@code service_name} where it is missing, as Loki does ({@code discover_service_name}). */
final class ServiceName {
    static final String LABEL = "service_name";

    private static final List<String> SOURCES = List.of(
            "service",
            "app",
            "application",
            "app_name",
            "name",
            "app_kubernetes_io_name",
            "container",
            "container_name",
            "k8s_container_name",
            "component",
            "workload",
            "job",
            "k8s_job_name");

    private ServiceName() {}

    /** The labels with {@code service_name}, whose value is that of the first label of {@link #SOURCES}. */
    static LabelSet added(LabelSet labels) {
        if (labels.has(LABEL)) {
            return labels;
        }
        for (String source : SOURCES) {
            String value = labels.get(source);
            if (value != null) {
                return labels.with(LABEL, value);
            }
        }
        return labels.with(LABEL, "unknown_service");
    }
}
