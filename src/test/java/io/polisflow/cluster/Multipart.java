package io.polisflow.cluster;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;

/** A form with files, as a browser or Camunda Modeler sends it. */
final class Multipart {

    private final String boundary = UUID.randomUUID().toString();
    private final StringBuilder body = new StringBuilder();

    Multipart field(String name, String value) {
        return part("name=\"" + name + "\"", value);
    }

    Multipart file(String name, String file, String content) {
        return part(
                "name=\"" + name + "\"; filename=\"" + file + "\"\r\nContent-Type: application/octet-stream", content);
    }

    private Multipart part(String disposition, String content) {
        body.append(
                "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n".formatted(boundary, disposition, content));
        return this;
    }

    /** Makes it the body of the request. */
    HttpRequest.Builder in(HttpRequest.Builder request) {
        return request.header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofString(body + "--" + boundary + "--\r\n"));
    }
}
