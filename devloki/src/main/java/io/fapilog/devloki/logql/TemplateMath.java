package io.fapilog.devloki.logql;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** The functions of templates for numbers. Thread-safe. */
final class TemplateMath {
    private TemplateMath() {}

    static Map<String, TemplateFunction> functions() {
        Map<String, TemplateFunction> all = new HashMap<>();
        all.put("int", conversion(value -> TemplateValue.toLong(value)));
        all.put("float64", conversion(TemplateValue::toDouble));
        all.put("ceil", conversion(value -> Math.ceil(TemplateValue.toDouble(value))));
        all.put("floor", conversion(value -> Math.floor(TemplateValue.toDouble(value))));
        all.put("add", whole(Long::sum, -1));
        all.put("sub", whole((a, b) -> a - b, 2));
        all.put("mul", whole((a, b) -> a * b, -1));
        all.put("max", whole(Math::max, -1));
        all.put("min", whole(Math::min, -1));
        all.put("div", division((a, b) -> a / b));
        all.put("mod", division((a, b) -> a % b));
        all.put("addf", decimal(BigDecimal::add));
        all.put("subf", decimal(BigDecimal::subtract));
        all.put("mulf", decimal(BigDecimal::multiply));
        all.put("divf", decimal((a, b) -> a.divide(b, 16, java.math.RoundingMode.HALF_UP)));
        all.put("maxf", floating(Math::max));
        all.put("minf", floating(Math::min));
        TemplateFunction round = (scope, args) -> round(args);
        all.put("round", round.counted(2, 3));
        TemplateFunction bytes = (scope, args) -> bytes(TemplateValue.text(args.get(0)));
        all.put("bytes", bytes.counted(1, 1));
        TemplateFunction seconds = (scope, args) -> seconds(TemplateValue.text(args.get(0)));
        all.put("duration", seconds.counted(1, 1));
        all.put("duration_seconds", seconds.counted(1, 1));
        return all;
    }

    private interface Conversion {
        Object apply(@Nullable Object value);
    }

    private static TemplateFunction conversion(Conversion function) {
        TemplateFunction result = (scope, args) -> function.apply(args.get(0));
        return result.counted(1, 1);
    }

    private static TemplateFunction whole(LongBinaryOperator operator, int max) {
        TemplateFunction function = (scope, args) -> {
            long value = TemplateValue.toLong(args.get(0));
            for (Object each : args.subList(1, args.size())) {
                value = operator.applyAsLong(value, TemplateValue.toLong(each));
            }
            return value;
        };
        return function.counted(max < 0 ? 1 : max, max);
    }

    private static TemplateFunction division(LongBinaryOperator operator) {
        TemplateFunction function = (scope, args) -> {
            long divisor = TemplateValue.toLong(args.get(1));
            if (divisor == 0) {
                throw new TemplateFault("runtime error: integer divide by zero");
            }
            return operator.applyAsLong(TemplateValue.toLong(args.get(0)), divisor);
        };
        return function.counted(2, 2);
    }

    /** Calculates with decimal numbers, so that 0.1 and 0.2 give 0.3. */
    private static TemplateFunction decimal(BinaryOperator<BigDecimal> operator) {
        TemplateFunction function = (scope, args) -> {
            BigDecimal value = BigDecimal.valueOf(TemplateValue.toDouble(args.get(0)));
            try {
                for (Object each : args.subList(1, args.size())) {
                    value = operator.apply(value, BigDecimal.valueOf(TemplateValue.toDouble(each)));
                }
            } catch (ArithmeticException e) {
                throw new TemplateFault("decimal division by 0");
            }
            return value.doubleValue();
        };
        return function.counted(1, -1);
    }

    private static TemplateFunction floating(DoubleBinaryOperator operator) {
        TemplateFunction function = (scope, args) -> {
            double value = TemplateValue.toDouble(args.get(0));
            for (Object each : args.subList(1, args.size())) {
                value = operator.applyAsDouble(value, TemplateValue.toDouble(each));
            }
            return value;
        };
        return function.counted(1, -1);
    }

    private static Object round(List<@Nullable Object> args) throws TemplateFault {
        double value = TemplateValue.toDouble(args.get(0));
        double scale = Math.pow(10, TemplateValue.integer(args.get(1)));
        double threshold = args.size() > 2 ? TemplateValue.toDouble(args.get(2)) : 0.5;
        double scaled = scale * value;
        double whole = scaled < 0 ? Math.ceil(scaled) : Math.floor(scaled);
        double fraction = scaled - whole;
        return (fraction >= threshold ? Math.ceil(scaled) : Math.floor(scaled)) / scale;
    }

    private static Object bytes(String text) throws TemplateFault {
        try {
            return GoNumber.parseBytes(text);
        } catch (BadQuery e) {
            throw new TemplateFault(e.text());
        }
    }

    private static Object seconds(String text) throws TemplateFault {
        try {
            return GoDuration.parse(text) / 1e9;
        } catch (BadQuery e) {
            throw new TemplateFault(e.text());
        }
    }
}
