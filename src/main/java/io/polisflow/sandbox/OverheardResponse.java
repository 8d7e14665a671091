package io.polisflow.sandbox;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/** A response whose first bytes are kept on their way out. */
class OverheardResponse extends HttpServletResponseWrapper {

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private ServletOutputStream out;
    private PrintWriter writer;
    private long size;

    OverheardResponse(HttpServletResponse response) {
        super(response);
    }

    /** @return the body's beginning as a text, null when there is none */
    String overheard() {
        return WireText.body(head.toByteArray(), size, getContentType());
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (out == null) {
            ServletOutputStream real = super.getOutputStream();
            out = new ServletOutputStream() {

                @Override
                public void write(int one) throws IOException {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    real.write(bytes, offset, length);
                    head.write(bytes, offset, Math.min(length, WireText.LONGEST - head.size()));
                    size += length;
                }

                @Override
                public void flush() throws IOException {
                    real.flush();
                }

                @Override
                public boolean isReady() {
                    return real.isReady();
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    real.setWriteListener(listener);
                }
            };
        }
        return out;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            // Unbuffered beyond the writer itself: the page asks for what was written right afterwards.
            writer = new PrintWriter(
                    new OutputStreamWriter(getOutputStream(), Charset.forName(getCharacterEncoding())), true);
        }
        return writer;
    }

    @Override
    public void flushBuffer() throws IOException {
        if (writer != null) {
            writer.flush();
        }
        super.flushBuffer();
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        forget();
    }

    @Override
    public void reset() {
        super.reset();
        forget();
    }

    private void forget() {
        head.reset();
        size = 0;
    }
}
