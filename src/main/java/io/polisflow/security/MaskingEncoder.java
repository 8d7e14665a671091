package io.polisflow.security;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Stands before another encoder's bytes, so that text and JSON, messages and exceptions are masked alike. */
final class MaskingEncoder extends EncoderBase<ILoggingEvent> {

    private final Encoder<ILoggingEvent> written;
    private final Charset charset;

    MaskingEncoder(Encoder<ILoggingEvent> written) {
        this.written = written;
        Charset told = written instanceof LayoutWrappingEncoder<?> layout ? layout.getCharset() : null;
        this.charset = told == null ? StandardCharsets.UTF_8 : told;
        setContext(written.getContext());
    }

    @Override
    public byte[] headerBytes() {
        return written.headerBytes();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        byte[] bytes = written.encode(event);
        if (bytes == null) {
            return null;
        }
        String line = new String(bytes, charset);
        String masked = LogMasks.mask(line);
        return masked.equals(line) ? bytes : masked.getBytes(charset);
    }

    @Override
    public byte[] footerBytes() {
        return written.footerBytes();
    }

    @Override
    public void stop() {
        written.stop();
        super.stop();
    }
}
