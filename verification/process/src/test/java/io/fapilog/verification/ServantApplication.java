package io.fapilog.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application that logs at the steady rate {@code EVENTS-PER-SECOND} and answers each command on standard input
 * with its ledger. The commands are {@code stats}, {@code sh COMMAND}, {@code drain}, which ends the logging, and
 * {@code end}.
 */
final class ServantApplication {
    private static final Logger LOG = LoggerFactory.getLogger("servant.Application");

    private static final AtomicLong LOGGED = new AtomicLong();

    private static volatile boolean logging = true;

    private ServantApplication() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int perSecond = Integer.parseInt(arguments[0]);
        Thread load = new Thread(() -> log(perSecond), "load");
        load.start();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.startsWith("sh ")) {
                new ProcessBuilder("sh", "-c", command.substring(3))
                        .inheritIO()
                        .start()
                        .waitFor();
            } else if (command.equals("drain") || command.equals("end")) {
                logging = false;
                load.join();
                drain();
            }
            System.out.println(account());
            if (command.equals("end")) {
                Fapilog.current().close(Duration.ofSeconds(5));
            }
        }
        logging = false;
    }

    private static void log(int perSecond) {
        // Random text, which compression hardly makes smaller, so that memory fills.
        byte[] padding = new byte[300];
        Random random = new Random();
        SteadyRate rate = SteadyRate.perSecond(perSecond);
        while (logging) {
            random.nextBytes(padding);
            LOG.info("{} {}", LOGGED, Base64.getEncoder().encodeToString(padding));
            LOGGED.incrementAndGet();
            rate.await();
        }
    }

    /** Waits for at most a minute until all events are settled. */
    private static void drain() {
        Fapilog fapilog = Fapilog.current();
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        SinkStats stats = fapilog.stats().get(0);
        while (stats.spool().spooled() + stats.events().pending() > 0 && System.nanoTime() - end < 0) {
            fapilog.flush(Duration.ofMillis(100));
            stats = fapilog.stats().get(0);
        }
    }

    private static String account() {
        SinkStats stats = Fapilog.current().stats().get(0);
        Map<String, Long> account = new TreeMap<>();
        account.put("logged", LOGGED.get());
        account.put("accepted", stats.events().accepted());
        account.put("delivered", stats.events().delivered());
        account.put("rejected", stats.events().rejected());
        account.put("spooled", stats.spool().spooled());
        account.put("pending", stats.events().pending());
        account.put("recovered", stats.spool().recovered());
        account.put("balances", stats.balances() ? 1L : 0);
        stats.events().dropped().forEach((reason, events) -> account.put(reason.label(), events));
        StringJoiner text = new StringJoiner(" ");
        account.forEach((name, value) -> text.add(name + "=" + value));
        return text.toString();
    }
}
