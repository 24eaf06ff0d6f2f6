package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
import io.fapilog.devloki.logql.DetectedFields;
import io.fapilog.devloki.logql.Query;
import io.fapilog.devloki.logql.StreamSlice;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** The endpoints for the fields of lines and metadata. Thread-safe. */
final class FieldEndpoints {
    private static final int LIMIT = 1000;
    private static final int LINE_LIMIT = 100;

    private FieldEndpoints() {}

    private static DetectedFields detect(QueryRequest request, int limit) throws BadQuery {
        QueryTime time = request.time();
        Query query = Query.parse(request.text("query"));
        if (query.isMetric()) {
            throw new BadQuery("only log selector is supported");
        }
        List<StreamSlice> slices = request.source().select(query::selects, time.start(), time.end());
        DetectedFields fields = new DetectedFields(limit);
        query.log(slices, request.number("line_limit", LINE_LIMIT), false, 0).forEach(fields::add);
        return fields;
    }

    private static int limit(QueryRequest request) throws BadQuery {
        return request.number("limit", request.number("field_limit", LIMIT));
    }

    static byte[] detected(QueryRequest request) throws BadQuery {
        int limit = limit(request);
        Map<String, DetectedFields.Field> fields = detect(request, limit).fields();
        return Json.object(out -> {
            out.writeArrayPropertyStart("fields");
            fields.forEach((name, field) -> field(out, name, field));
            out.writeEndArray();
            out.writeNumberProperty("limit", limit);
        });
    }

    private static void field(JsonGenerator out, String name, DetectedFields.Field field) {
        out.writeStartObject();
        out.writeStringProperty("label", name);
        out.writeStringProperty("type", field.type());
        out.writeNumberProperty("cardinality", field.values().size());
        if (field.parsers().isEmpty()) {
            out.writeNullProperty("parsers");
        } else {
            Json.strings(out, "parsers", field.parsers());
        }
        Json.strings(out, "jsonPath", field.jsonPath());
        out.writeEndObject();
    }

    static byte[] values(QueryRequest request) throws BadQuery {
        int limit = limit(request);
        DetectedFields.Field field =
                detect(request, Integer.MAX_VALUE).fields().get(LabelEndpoints.name(request.path()));
        List<String> values = field == null ? List.of() : field.values();
        return Json.object(out -> {
            Json.strings(out, "values", values.subList(0, Math.min(limit, values.size())));
            if (!values.isEmpty()) {
                out.writeNumberProperty("limit", limit);
            }
        });
    }
}
