package io.fapilog.devloki.logql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of templates. Thread-safe. */
interface TemplateFunction {
    @Nullable
    Object call(TemplateScope scope, List<@Nullable Object> arguments) throws TemplateFault;

    /** This function with a check of the number of its arguments, of which {@code max} is negative for no limit. */
    default TemplateFunction counted(int min, int max) {
        return (scope, arguments) -> {
            int count = arguments.size();
            if (count < min || (max >= 0 && count > max)) {
                String want = min == max ? String.valueOf(min) : "at least " + min;
                throw new TemplateFault("wrong number of args: want " + want + " got " + count);
            }
            return call(scope, arguments);
        };
    }
}
