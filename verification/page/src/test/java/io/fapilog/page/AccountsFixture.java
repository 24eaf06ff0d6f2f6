package io.fapilog.page;

import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;

/** A page whose server tells an outage of a sender, a refused event and the faults that are on. */
abstract class AccountsFixture extends PageFixture {
    /** A sender in an outage. */
    private static final String SENDERS = """
            {"senders":[{"name":"loki://127.0.0.1:3100","instance":"process 4711","accepted":12090,"delivered":11640,
            "rejected":2,"dropped":{"expired":3},"waiting":445,"oldestMillis":12400,"bufferBytes":409600,
            "bufferLimit":33554432,"lastAnswer":"429, 2s ago: Ingestion rate limit exceeded <b>for user fake</b>"}]}
            """;

    private static final String REFUSED = """
            {"refused":[{"time":"1795859479000000000","status":400,"reason":"entry for stream '{app=\\"payments\\"}' has timestamp too old",
            "labels":{"app":"payments"},"line":"{\\"level\\":\\"INFO\\",\\"message\\":\\"payment of last year\\"}"}]}
            """;

    private final List<String> active = new ArrayList<>();
    final List<String> requests = new ArrayList<>();

    static void answer(Route route, int status, String body) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(status)
                .setContentType("application/json")
                .setBody(body));
    }

    final void answerLikeAServerWithAccounts() {
        page.route("**/_senders", route -> answer(route, 200, SENDERS));
        page.route("**/_refused", route -> answer(route, 200, REFUSED));
        page.route("**/_faults", this::faults);
    }

    private void faults(Route route) {
        String method = route.request().method();
        requests.add(method + " " + route.request().postData());
        if (method.equals("POST")) {
            active.add(route.request().postData());
        } else if (method.equals("DELETE")) {
            active.clear();
        }
        StringBuilder faults = new StringBuilder();
        for (String each : active) {
            faults.append(faults.isEmpty() ? "" : ",");
            faults.append("{\"id\":\"1\",\"text\":\"").append(each);
            faults.append("\",\"remainingMillis\":29500,\"hits\":3}");
        }
        answer(route, method.equals("POST") ? 201 : 200, "{\"faults\":[" + faults + "]}");
    }
}
