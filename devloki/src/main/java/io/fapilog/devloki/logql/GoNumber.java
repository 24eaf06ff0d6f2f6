package io.fapilog.devloki.logql;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and formats numbers as Go does. Thread-safe. */
final class GoNumber {
    private static final Pattern FLOAT =
            Pattern.compile("[+-]?(?:\\d+\\.?\\d*(?:[eE][+-]?\\d+)?|\\.\\d+(?:[eE][+-]?\\d+)?)");
    private static final Pattern SPECIAL = Pattern.compile("(?i)([+-]?)(?:(nan)|inf(?:inity)?)");
    private static final Pattern HEX = Pattern.compile("([+-]?)0[xX]([0-9a-fA-F]+)");

    /** From which exponent Go prints a number with it. */
    private static final int MAX_EXPONENT = 6;

    private GoNumber() {}

    /** Go's {@code strconv.ParseFloat}. */
    static double parseFloat(String text) throws BadQuery {
        if (FLOAT.matcher(text).matches()) {
            double value = Double.parseDouble(text);
            if (Double.isInfinite(value)) {
                throw new BadQuery("strconv.ParseFloat: parsing " + GoText.quote(text) + ": value out of range");
            }
            return value;
        }
        Matcher special = SPECIAL.matcher(text);
        if (special.matches() && (special.group(2) == null || special.group(1).isEmpty())) {
            double value = special.group(2) != null ? Double.NaN : Double.POSITIVE_INFINITY;
            return text.startsWith("-") ? -value : value;
        }
        throw new BadQuery("strconv.ParseFloat: parsing " + GoText.quote(text) + ": invalid syntax");
    }

    /** A number in a query, which can be hexadecimal. */
    static double parseLiteral(String text) throws BadQuery {
        Matcher hex = HEX.matcher(text);
        return hex.matches() ? Long.parseLong(hex.group(2), 16) : parseFloat(text);
    }

    /** A size with a unit, for example {@code 1.5 KiB}, in bytes. */
    static double parseBytes(String text) throws BadQuery {
        int end = 0;
        while (end < text.length() && "0123456789.,".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        double number = parseFloat(text.substring(0, end).replace(",", ""));
        String unit = text.substring(end).strip().toLowerCase(Locale.ROOT);
        double value = number * unit(unit);
        if (value >= 0x1p64) {
            throw new BadQuery("too large: " + text);
        }
        return Math.floor(value);
    }

    private static double unit(String name) throws BadQuery {
        boolean binary = name.endsWith("ib") || name.endsWith("i");
        String letter = name.replaceFirst("i?b?$", "");
        int power = letter.isEmpty() ? 0 : 1 + "kmgtpe".indexOf(letter);
        if ((letter.isEmpty() && binary) || letter.length() > 1 || (power == 0 && !letter.isEmpty())) {
            throw new BadQuery("unhandled size name: " + name);
        }
        return Math.pow(binary ? 1024 : 1000, power);
    }

    /** Go's format {@code 'f'} with the fewest digits that denote the same number. */
    static String format(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
        }
        return plain(shortest(value));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** The number with the fewest digits; {@code Double.toString} of JDK 17 sometimes has one too many. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact.round(new MathContext(17));
    }

    /** Go's format {@code %v}: with an exponent if that is below -4 or at least 6. */
    static String formatGeneral(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
            return format(value);
        }
        BigDecimal number = shortest(value).stripTrailingZeros();
        int exponent = number.precision() - number.scale() - 1;
        if (exponent >= -4 && exponent < MAX_EXPONENT) {
            return plain(number);
        }
        String digits = number.unscaledValue().abs().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + fraction
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }
}
