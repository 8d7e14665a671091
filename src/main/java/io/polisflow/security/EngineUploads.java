package io.polisflow.security;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.document.IncomingFiles;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.engine.rest.mapper.MultipartFormData;
import org.camunda.bpm.engine.rest.mapper.MultipartFormData.FormPart;
import org.camunda.bpm.engine.rest.mapper.MultipartPayloadProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Leads deployments, which go to the engine's resources past Spring's own uploads, by the same gate before the engine reads them; what a
 * model is made of the engine's gate of deployments judges afterwards.
 */
class EngineUploads extends OncePerRequestFilter {

    private static final JsonMapper JSON = new JsonMapper();

    private final IncomingFiles incoming;
    private final int most;
    // The engine's own reading: a part that it sees is a part that was looked at.
    private final MultipartPayloadProvider reader = new MultipartPayloadProvider();

    /** @param most bytes of all files together */
    EngineUploads(IncomingFiles incoming, int most) {
        this.incoming = incoming;
        this.most = most;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !UploadLimit.isUpload(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body = request.getContentLengthLong() > most
                ? null
                : request.getInputStream().readNBytes(most + 1);
        if (body == null || body.length > most) {
            refuse(
                    response,
                    HttpStatus.PAYLOAD_TOO_LARGE,
                    "Файлы слишком велики: за один раз принимается до %d МБ.".formatted(most >> 20));
            return;
        }
        try {
            admit(request, body);
        } catch (RefusedException refusal) {
            refuse(response, HttpStatus.BAD_REQUEST, refusal.getMessage() + ".");
            return;
        } catch (RestException | WebApplicationException | IllegalArgumentException broken) {
            refuse(response, HttpStatus.BAD_REQUEST, "Файлы в запросе не читаются.");
            return;
        }
        chain.doFilter(new Kept(request, body), response);
    }

    private void admit(HttpServletRequest request, byte[] body) throws IOException {
        MultivaluedHashMap<String, String> headers = new MultivaluedHashMap<>();
        headers.putSingle("content-type", request.getContentType());
        headers.putSingle("content-length", String.valueOf(body.length));
        MultipartFormData form = reader.readFrom(
                MultipartFormData.class,
                MultipartFormData.class,
                new Annotation[0],
                MediaType.valueOf(request.getContentType()),
                headers,
                new ByteArrayInputStream(body));
        for (String name : form.getPartNames()) {
            FormPart part = form.getNamedPart(name);
            if (part.getFileName() != null) {
                incoming.admit(part.getFileName(), part.getContentType(), part.getBinaryContent());
            }
        }
    }

    /** As the engine tells of faults, since Modeler and the web apps show its message. */
    private static void refuse(HttpServletResponse response, HttpStatus status, String message) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        JSON.writeValue(
                response.getOutputStream(),
                Map.of("type", "InvalidRequestException", "message", message + " Ничего не изменено."));
    }

    /** The request with a body that was read once already. */
    private static final class Kept extends HttpServletRequestWrapper {

        private final ByteArrayInputStream body;

        Kept(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = new ByteArrayInputStream(body);
        }

        @Override
        public ServletInputStream getInputStream() {
            return new ServletInputStream() {
                @Override
                public int read() {
                    return body.read();
                }

                @Override
                public int read(byte[] bytes, int from, int length) {
                    return body.read(bytes, from, length);
                }

                @Override
                public boolean isFinished() {
                    return body.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new IllegalStateException("nothing here is asynchronous");
                }
            };
        }
    }
}
