package io.fapilog.spring.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The handlers of an application, for both stacks. */
@RestController
class Orders {
    @GetMapping("/orders/{id}")
    String order(@PathVariable("id") String id) {
        return "order " + id;
    }

    @GetMapping("/fails")
    String fails() {
        throw new IllegalStateException("simulated");
    }

    @GetMapping("/busy")
    String busy() {
        throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
    }

    @GetMapping("/later/{id}")
    CompletableFuture<String> later(@PathVariable("id") String id) {
        return CompletableFuture.supplyAsync(() -> id, CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
    }

    @GetMapping("/later-fails")
    CompletableFuture<String> laterFails() {
        return CompletableFuture.supplyAsync(() -> {
            throw new IllegalStateException("simulated");
        });
    }

    @GetMapping({"/actuator/info", "/manage/info", "/health"})
    String info() {
        return "info";
    }
}
