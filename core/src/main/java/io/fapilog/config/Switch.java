package io.fapilog.config;

/** The spellings of yes and no. */
enum Switch {
    TRUE,
    FALSE,
    ON,
    OFF,
    YES,
    NO;

    boolean isOn() {
        return this == TRUE || this == ON || this == YES;
    }

    /** The constant that {@code value} is the number of, if {@code kind} is a switch; otherwise the value itself. */
    static String word(String value, Enum<?> kind) {
        if (!(kind instanceof Switch)) {
            return value;
        }
        return switch (value.strip()) {
            case "1" -> "TRUE";
            case "0" -> "FALSE";
            default -> value.strip();
        };
    }
}
