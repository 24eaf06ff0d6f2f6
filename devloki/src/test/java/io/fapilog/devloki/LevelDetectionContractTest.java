package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Detection of the level of an entry. Runs against DevLoki and a real Loki. */
@ParameterizedClass
@MethodSource("io.fapilog.devloki.ContractServers#urls")
class LevelDetectionContractTest {
    private final String id = ContractServers.unique();
    private final long now = ContractServers.now();
    private final LokiApi loki;

    LevelDetectionContractTest(String url) {
        loki = new LokiApi(url);
    }

    private String level(Map<String, String> labels, List<?> rest) throws Exception {
        Map<String, String> all = new TreeMap<>(labels);
        all.put("contract", id);
        List<Object> entry = new ArrayList<>(List.of(Long.toString(now)));
        entry.addAll(rest);
        assertThat(loki.push(json(stream(all, entry))).body()).isEmpty();
        return loki.streams("{contract=\"" + id + "\"}", now, now + 1)
                .get(0)
                .get("stream")
                .get("detected_level")
                .asString();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '|', delimiter = '→', textBlock = """
                {"level":"ERROR","message":"x"}            → error
                {"a":1,"b":[{"level":"dbg"}],"x":"y"}     → unknown
                {"a":{"level":"warn"}}                     → warn
                {"a":{"b":{"level":"fatal"}}}              → fatal
                {"a":{"b":{"level":"x"}},"msg":"an info y"} → info
                {"level":5,"message":"trace x"}            → trace
                {"level":"SEVERE","message":"all fine"}    → unknown
                {"level":"SEVERE","message":"error here"}  → error
                {"severity":"inf","level":"dbg"}           → info
                {"log.level":"wrn"}                        → warn
                {"Severity":"critical"}                    → critical
                {"level":"x"                               → unknown
                {"level":"error" broken}                   → error
                level=warn msg=hello                       → warn
                msg="level=info" lvl=ERR                   → error
                LEVEL=debug severity=error                 → debug
                severity=error level=debug                 → debug
                msg=hello error=none                       → error
                a=b fatal: broken                          → fatal
                an error occurred                          → error
                no terrors here                            → unknown
                misc:error happened                        → unknown
                [WARN] low                                 → warn
                error: then warn                           → error
                WARNING! then error                        → warn
                infos are not info                         → info
                plain text                                 → unknown
                """)
    void level_ofLine_isDetected(String line, String level) throws Exception {
        assertThat(level(Map.of(), List.of(line))).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({
        "level,WARN,warn",
        "severity,SEVERE,SEVERE",
        "lvl,trc,trace",
        "Level,information,info",
        "other,error,debug"
    })
    void level_ofLabel_takesPrecedenceOverLine(String label, String value, String level) throws Exception {
        assertThat(level(Map.of(label, value), List.of("debug"))).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({
        "detected_level,ERR,error",
        "detected_level,odd,odd",
        "level,WARNING,warn",
        "severity_number,1,trace",
        "severity_number,9,info",
        "severity_number,17,error",
        "severity_number,24,fatal",
        "severity_number,25,unknown",
        "severity_number,0,unknown",
        "severity_number,x,info",
        "other,error,debug"
    })
    void level_ofMetadata_takesPrecedenceOverLine(String name, String value, String level) throws Exception {
        assertThat(level(Map.of(), List.of("debug", Map.of(name, value)))).isEqualTo(level);
    }
}
