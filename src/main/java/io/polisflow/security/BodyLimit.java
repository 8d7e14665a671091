package io.polisflow.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes no endless JSON or XML: what a reader would gather in memory is bounded, told beforehand or not. Uploads have {@link UploadLimit}. */
class BodyLimit extends OncePerRequestFilter {

    private final long most;

    /** @param most bytes */
    BodyLimit(long most) {
        this.most = most;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        // A hook's sender is told in the hook's own words.
        return path.startsWith("/hooks/") || path.startsWith("/sandbox/") || UploadLimit.isUpload(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > most) {
            Problem.write(
                    request,
                    response,
                    HttpStatus.PAYLOAD_TOO_LARGE,
                    "Запрос слишком велик",
                    "Принимается до %d МБ. Ничего не изменено.".formatted(most >> 20));
        } else {
            chain.doFilter(new Bounded(request), response);
        }
    }

    private final class Bounded extends HttpServletRequestWrapper {

        Bounded(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream());
        }
    }

    private final class Counted extends ServletInputStream {

        private final ServletInputStream content;
        private long left = most;

        Counted(ServletInputStream content) {
            this.content = content;
        }

        @Override
        public int read() throws IOException {
            int next = content.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = content.read(bytes, from, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new IOException("a body of more than " + most + " bytes");
            }
        }

        @Override
        public boolean isFinished() {
            return content.isFinished();
        }

        @Override
        public boolean isReady() {
            return content.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            content.setReadListener(listener);
        }
    }
}
