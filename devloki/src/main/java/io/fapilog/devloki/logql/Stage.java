package io.fapilog.devloki.logql;

import java.util.List;

/** A stage of a log query. Thread-safe. Its text is the stage in LogQL. */
sealed interface Stage
        permits LineFilter,
                LabelFilter,
                JsonStage,
                JsonFieldsStage,
                LogfmtStage,
                LogfmtFieldsStage,
                RegexpStage,
                PatternStage,
                UnpackStage,
                DecolorizeStage,
                LineFormatStage,
                LabelFormatStage,
                DropStage,
                KeepStage {

    /** Changes {@code row}. Returns whether it remains in the result. */
    boolean process(Row row);

    /** The labels that this stage refers to. */
    default List<String> labels() {
        return List.of();
    }
}
