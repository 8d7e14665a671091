package io.polisflow.sandbox;

import io.polisflow.sandbox.Behaviours.Turn;
import io.polisflow.sandbox.Faults.Fault;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Makes every simulated system that speaks HTTP obey its current {@link Behaviour}, whatever controller answers for it. */
class BehaviourFilter extends OncePerRequestFilter {

    private static final Charset FOREIGN = Charset.forName("windows-1251");

    /** Cut off in the middle, and in a charset other than the one it claims. */
    private static final byte[] GARBAGE =
            "[{\"inn\": \"77\", \"state\": \"готово\", \"UL\": {\"legalName\": {\"short\": \"ПАО «Обрыв"
                    .getBytes(FOREIGN);

    private static final int HUGE = 5 * 1024 * 1024;
    private static final int CHUNK = 64 * 1024;
    private static final String RETRY_AFTER_SECONDS = "1";

    private final Behaviours behaviours;

    BehaviourFilter(Behaviours behaviours) {
        this.behaviours = behaviours;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return SystemCalls.system(request).isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String system = SystemCalls.system(request).orElseThrow();
        Turn turn = behaviours.next(
                system,
                behaviour -> behaviour.fault() == null
                        || fault(system, behaviour).concerns(request.getMethod(), SystemCalls.path(request)));
        dawdle(turn);
        switch (turn.behaviour().mode()) {
            case DOWN -> response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            case GARBAGE -> {
                response.setContentType(MediaType.APPLICATION_JSON_VALUE + ";charset=UTF-8");
                response.getOutputStream().write(GARBAGE);
            }
            case SLOW -> chain.doFilter(request, response);
            case OK -> {
                if (turn.behaviour().fault() == null) {
                    chain.doFilter(request, response);
                } else {
                    fail(fault(system, turn.behaviour()), request, response, chain);
                }
            }
        }
    }

    private static void fail(Fault fault, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (fault.kind()) {
            case ERROR -> error(fault, response);
            case DONE_AND_ERROR -> {
                HttpServletResponse unseen = new ContentCachingResponseWrapper(response);
                chain.doFilter(request, unseen);
                if (unseen.getStatus() < 400) {
                    response.reset();
                    error(fault, response);
                } else {
                    ((ContentCachingResponseWrapper) unseen).copyBodyToResponse();
                }
            }
            case RESET -> HangUp.now(request);
            case LOST -> {
                chain.doFilter(request, new ContentCachingResponseWrapper(response));
                HangUp.now(request);
            }
            case TRUNCATED -> {
                byte[] body = answer(request, response, chain);
                response.setContentLength(body.length);
                response.getOutputStream().write(body, 0, body.length / 2);
                response.flushBuffer();
                HangUp.now(request);
            }
            case CHARSET -> {
                byte[] body = answer(request, response, chain);
                String type = response.getContentType();
                response.setContentType(
                        (type == null ? MediaType.TEXT_PLAIN_VALUE : type.replaceAll(";.*", "")) + ";charset=UTF-8");
                // Also where the answer is plain ASCII: a word that no other charset spells alike.
                OutputStream out = response.getOutputStream();
                out.write("\"Кодировка\" ".getBytes(FOREIGN));
                out.write(new String(body, StandardCharsets.UTF_8).getBytes(FOREIGN));
            }
            case HUGE -> {
                response.setStatus(fault.status());
                response.setContentType(fault.type());
                OutputStream out = response.getOutputStream();
                out.write("{\"garbage\":\"".getBytes(StandardCharsets.US_ASCII));
                byte[] chunk = new byte[CHUNK];
                Arrays.fill(chunk, (byte) 'x');
                for (int written = 0; written < HUGE; written += CHUNK) {
                    out.write(chunk);
                }
            }
        }
    }

    private static byte[] answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, kept);
        return kept.getContentAsByteArray();
    }

    private static void error(Fault fault, HttpServletResponse response) throws IOException {
        response.setStatus(fault.status());
        if (fault.status() == 204 || fault.status() == 429 || fault.status() == 503) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (!fault.body().isEmpty()) {
            response.setContentType(fault.type());
            response.getOutputStream().write(fault.body().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Fault fault(String system, Behaviour behaviour) {
        return Faults.find(system, behaviour.fault()).orElseThrow();
    }

    private void dawdle(Turn turn) throws ServletException {
        try {
            behaviours.dawdle(turn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServletException("interrupted while being slow", e);
        }
    }
}
