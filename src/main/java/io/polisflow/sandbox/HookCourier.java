package io.polisflow.sandbox;

import io.polisflow.sandbox.Behaviour.HookManner;
import io.polisflow.sandbox.WireLog.Direction;
import io.polisflow.sandbox.WireLog.Half;
import io.polisflow.sandbox.WireLog.Happened;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Brings the simulated systems' events to the insurer, in the manner that somebody chose: late, repeated, out of order. */
@Component
@Profile("sandbox & !production")
class HookCourier implements DisposableBean {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long an event waits for a later one that overtakes it. */
    private static final long OVERTAKING_MILLIS = 2000;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-hooks");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Runnable> overtaken = new HashMap<>();
    private final Behaviours behaviours;
    private final WireLog log;

    HookCourier(Behaviours behaviours, WireLog log) {
        this.behaviours = behaviours;
        this.log = log;
    }

    /** @return whether the system's events come at once, one by one and in order */
    boolean punctual(String system) {
        return behaviours.hooks(system).isEmpty();
    }

    /**
     * Brings an event as its system's behaviour demands now.
     *
     * @param delivery brings it once, repeating until it is taken; must not dawdle
     */
    void bring(String system, Runnable delivery) {
        Optional<HookManner> manner = behaviours.hooks(system);
        if (manner.isEmpty()) {
            release(system);
            delivery.run();
            return;
        }
        int times = manner.get().repeat() == null ? 1 : manner.get().repeat();
        Runnable all = () -> {
            for (int i = 0; i < times; i++) {
                delivery.run();
            }
        };
        Runnable ordered = Boolean.TRUE.equals(manner.get().reorder()) ? () -> overtake(system, all) : all;
        int delay = manner.get().delay() == null ? 0 : manner.get().delay();
        if (delay == 0) {
            ordered.run();
        } else {
            clock.schedule(ordered, delay, TimeUnit.MILLISECONDS);
        }
    }

    /** Each event lets the next one pass; an event that no other follows comes after a while by itself. */
    private void overtake(String system, Runnable delivery) {
        Runnable before;
        synchronized (overtaken) {
            before = overtaken.remove(system);
            if (before == null) {
                overtaken.put(system, delivery);
                clock.schedule(
                        () -> {
                            synchronized (overtaken) {
                                if (!overtaken.remove(system, delivery)) {
                                    return;
                                }
                            }
                            delivery.run();
                        },
                        OVERTAKING_MILLIS,
                        TimeUnit.MILLISECONDS);
                return;
            }
        }
        delivery.run();
        before.run();
    }

    private void release(String system) {
        Runnable before;
        synchronized (overtaken) {
            before = overtaken.remove(system);
        }
        if (before != null) {
            before.run();
        }
    }

    /** Posts once and writes it down. @return whether the insurer took it (2xx) */
    boolean post(String system, String url, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        long began = System.nanoTime();
        String status;
        boolean taken = false;
        Half answer = new Half(Map.of(), null);
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            status = String.valueOf(response.statusCode());
            taken = response.statusCode() >= 200 && response.statusCode() < 300;
            answer = half(response);
        } catch (IOException e) {
            status = "нет ответа";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        Map<String, String> shown = new LinkedHashMap<>();
        headers.forEach((name, value) -> shown.put(name, WireText.header(name, value)));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        log.add(new Happened(
                system,
                Direction.FROM_SYSTEM,
                "POST " + WireText.hide(URI.create(url).getRawPath()),
                status,
                taken,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                new Half(shown, text(bytes, headers.get("Content-Type"))),
                answer,
                false));
        return taken;
    }

    private static Half half(HttpResponse<byte[]> response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers()
                .map()
                .forEach((name, values) -> headers.put(name, WireText.header(name, String.join(", ", values))));
        return new Half(
                headers,
                text(
                        response.body(),
                        response.headers().firstValue("Content-Type").orElse(null)));
    }

    private static String text(byte[] bytes, String type) {
        byte[] head = bytes.length > WireText.LONGEST ? java.util.Arrays.copyOf(bytes, WireText.LONGEST) : bytes;
        if (type != null && type.contains("form-urlencoded")) {
            // Hidden before it is decoded, so that a value's own signs cannot shift what is a secret.
            String hidden = WireText.hide(new String(head, StandardCharsets.UTF_8));
            return java.net.URLDecoder.decode(hidden.replaceAll("%.?$", ""), StandardCharsets.UTF_8)
                    .replace("&", "\n");
        }
        return WireText.body(head, bytes.length, type);
    }

    @Override
    public void destroy() {
        clock.shutdownNow();
    }
}
