package io.fapilog;

import io.fapilog.config.Quantities;
import io.fapilog.spi.Sink;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs the check of a sink on a thread of fapilog, so that a step that blocks, such as the resolution of a name, ends the
 * wait and not the application.
 */
final class BoundedCheck {
    /** The longest check of a sink; its steps usually end far earlier. */
    static final Duration LONGEST = Duration.ofSeconds(90);

    private static final String SUBJECT = "check";

    private final Sink.Plan plan;
    private final Duration longest;
    /** What was found; empty at the end. */
    private final BlockingQueue<Optional<Finding>> found = new LinkedBlockingQueue<>();

    BoundedCheck(Sink.Plan plan, Duration longest) {
        this.plan = plan;
        this.longest = longest;
    }

    /** Runs the check and passes on its findings, on the thread of the caller. */
    void run(boolean offline, Consumer<Finding> findings) {
        Thread thread = new FapilogThread(() -> check(offline), SUBJECT);
        thread.start();
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            Optional<Finding> next = next(deadline);
            while (next.isPresent()) {
                findings.accept(next.get());
                next = next(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            findings.accept(failure("the check was interrupted", "run it again"));
        } finally {
            thread.interrupt();
        }
    }

    private void check(boolean offline) {
        try {
            plan.check().run(offline, finding -> found.add(Optional.of(finding)));
        } catch (Throwable e) {
            // Without its message, which may contain a secret.
            found.add(Optional.of(failure(
                    "the check itself failed: " + e.getClass().getSimpleName(), "report this as a fault of fapilog")));
        } finally {
            found.add(Optional.empty());
        }
    }

    private Optional<Finding> next(long deadline) throws InterruptedException {
        Optional<Finding> next = found.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next != null) {
            return next;
        }
        found.add(Optional.empty());
        return Optional.of(failure(
                "the check did not end within " + Quantities.show(longest),
                "look at the last result: the step after it is blocked by the system or by the server"));
    }

    private Finding failure(String sentence, String mend) {
        return new Finding(plan.name(), Finding.Outcome.FAIL, SUBJECT, sentence, mend);
    }
}
