package io.fapilog.verification.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;

/** The request handler in the child process of a {@link Peer}. */
public interface Requests {
    /** Answers one request. */
    State answer(String request) throws IOException;

    /** Answers the requests on standard input until its end. */
    static void serve(PrintStream out, Requests requests) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(requests.answer(line));
            out.flush();
        }
    }
}
