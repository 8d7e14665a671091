package io.polisflow.sandbox;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/** A request of which the first bytes are known before anybody reads them, because some of the faults never do. */
class OverheardRequest extends HttpServletRequestWrapper {

    private final byte[] head;
    private final ServletInputStream whole;

    OverheardRequest(HttpServletRequest request) throws IOException {
        super(request);
        ServletInputStream in = request.getInputStream();
        head = in.readNBytes(WireText.LONGEST);
        InputStream body = new SequenceInputStream(new ByteArrayInputStream(head), in);
        whole = new ServletInputStream() {

            private boolean finished;

            @Override
            public int read() throws IOException {
                int next = body.read();
                finished |= next < 0;
                return next;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = body.read(bytes, offset, length);
                finished |= read < 0;
                return read;
            }

            @Override
            public boolean isFinished() {
                return finished;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException("the simulated systems read blocking");
            }
        };
    }

    /** @return the body's beginning as a text, null when there is none */
    String overheard() {
        return WireText.body(head, Math.max(head.length, getContentLengthLong()), getContentType());
    }

    @Override
    public ServletInputStream getInputStream() {
        return whole;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        String encoding = getCharacterEncoding();
        return new BufferedReader(
                new InputStreamReader(whole, encoding == null ? StandardCharsets.UTF_8.name() : encoding));
    }
}
