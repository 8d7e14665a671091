package io.polisflow.integration.document;

import com.openhtmltopdf.extend.FSCacheEx;
import com.openhtmltopdf.extend.FSCacheValue;
import com.openhtmltopdf.extend.FSStream;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.CacheStore;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.springframework.core.io.ClassPathResource;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Turns a template of {@code templates/documents/} into PDF/A-2b, loading nothing from outside that folder. */
final class HtmlToPdf {

    private static final String FOLDER = "templates/documents/";
    /** The only address the renderer may open; {@link #resolve} maps plain file names to it and all else to nothing. */
    private static final String SCHEME = "template";

    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-]+\\.(css|png|jpe?g)");
    private static final Pattern CREATE_DATE = Pattern.compile("(<xmp:CreateDate>)[^<]*(<)");
    private static final String FONT = "Liberation Sans";

    /** «GSUB» as the number that four bytes make. */
    private static final int GLYPH_SUBSTITUTIONS = 0x47535542;

    /** «GSUx», a name that no table has, in its alphabetical place. */
    private static final int NO_TABLE = 0x47535578;

    private final SpringTemplateEngine templates = new SpringTemplateEngine();
    private final byte[] regular = withoutLigatures(classPath("liberation/LiberationSans-Regular.ttf"));
    private final byte[] bold = withoutLigatures(classPath("liberation/LiberationSans-Bold.ttf"));
    private final byte[] colorProfile =
            ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    private final FontMetrics fontMetrics = new FontMetrics();

    HtmlToPdf() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(HtmlToPdf.class.getClassLoader());
        resolver.setPrefix(FOLDER);
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        templates.setTemplateResolver(resolver);
        // Each render tells at level INFO how long its phases took.
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    /**
     * @param template file stem in {@code templates/documents/}; the page must be well-formed XML without a DOCTYPE
     * @param model values by name; {@code th:text} escapes them
     * @param date goes into the file as its creation date (midnight UTC), so that equal input gives equal bytes
     * @throws IllegalStateException when the template is not well-formed
     */
    byte[] render(String template, Map<String, Object> model, LocalDate date) {
        String html = html(template, model);
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .withW3cDocument(parse(template, html), SCHEME + ":/")
                .usePdfAConformance(PdfAConformance.PDFA_2_B)
                .useColorProfile(colorProfile)
                .withProducer("Polisflow")
                .useReplacementText("?")
                .useFont(() -> new ByteArrayInputStream(regular), FONT, 400, FontStyle.NORMAL, true)
                .useFont(() -> new ByteArrayInputStream(bold), FONT, 700, FontStyle.NORMAL, true)
                .useCacheStore(CacheStore.PDF_FONT_METRICS, fontMetrics)
                .useUriResolver((base, uri) -> resolve(uri))
                .useProtocolsStreamImplementation(TemplateFile::new, SCHEME)
                .useExternalResourceAccessControl(
                        (uri, type) -> uri.startsWith(SCHEME + ":/"),
                        ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Thread thread = Thread.currentThread();
        ClassLoader ours = thread.getContextClassLoader();
        // The XMP metadata look for an XML library of ours in every jar, each time; the platform's own does.
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer();
                PDDocument document = renderer.createPDFKeepOpen()) {
            date(document, date);
            document.setDocumentId(fingerprint(html));
            document.save(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            thread.setContextClassLoader(ours);
        }
        return file.toByteArray();
    }

    /** @return the page that is printed, with nothing that has no shape on paper */
    String html(String template, Map<String, Object> model) {
        return printable(templates.process(template, new Context(Locale.forLanguageTag("ru"), model)));
    }

    private static String resolve(String uri) {
        // The renderer also asks about addresses that it has resolved before.
        String name = uri.startsWith(SCHEME + ":/") ? uri.substring(SCHEME.length() + 2) : uri;
        return FILE_NAME.matcher(name).matches() ? SCHEME + ":/" + name : null;
    }

    /** Drops what XML forbids and what has no shape on paper; a missing sign of the ruble is spelt. */
    private static String printable(String html) {
        StringBuilder text = new StringBuilder(html.length());
        html.codePoints().forEach(c -> {
            if (c == '₽') {
                text.append("руб.");
            } else if (c == 0x2011) {
                text.append('-');
            } else if (c == '\t' || c == '\n' || c == '\r') {
                text.append((char) c);
            } else if (!isInvisible(c)) {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }

    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE;
    }

    private static Document parse(String template, String html) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            // Without a DOCTYPE there are no entities to fetch or to expand.
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
        } catch (SAXException e) {
            throw new IllegalStateException(FOLDER + template + ".html is not well-formed: " + e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PDF/A wants the same date in the information dictionary and in the XMP metadata. */
    private static void date(PDDocument document, LocalDate date) throws IOException {
        Calendar midnight = new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC), Locale.ROOT);
        midnight.setTimeInMillis(date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
        document.getDocumentInformation().setCreationDate(midnight);
        PDMetadata metadata = document.getDocumentCatalog().getMetadata();
        String xmp = new String(metadata.toByteArray(), StandardCharsets.UTF_8);
        metadata.importXMPMetadata(CREATE_DATE
                .matcher(xmp)
                .replaceFirst("$1" + date + "T00:00:00+00:00$2")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static long fingerprint(String html) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(html.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Hides the table of glyph substitutions: PDFBox prepares all of them anew for every piece of text, which takes more than half
     * the time of a document, for ligatures of Latin letters that no text of ours needs.
     *
     * @param font a TrueType file: 12 bytes of head, then 16 bytes for each table, beginning with its name
     */
    private static byte[] withoutLigatures(byte[] font) {
        ByteBuffer file = ByteBuffer.wrap(font);
        int tables = file.getShort(4);
        for (int table = 0; table < tables; table++) {
            int entry = 12 + 16 * table;
            if (file.getInt(entry) == GLYPH_SUBSTITUTIONS) {
                file.putInt(entry, NO_TABLE);
            }
        }
        return font;
    }

    private static byte[] classPath(String path) {
        try {
            return new ClassPathResource(path, HtmlToPdf.class.getClassLoader()).getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file beside the template, opened from the classpath whether that is a folder or a jar. */
    private record TemplateFile(String uri) implements FSStream {

        @Override
        public InputStream getStream() {
            return new ByteArrayInputStream(classPath(FOLDER + uri.substring(uri.lastIndexOf('/') + 1)));
        }

        @Override
        public Reader getReader() {
            return new InputStreamReader(getStream(), StandardCharsets.UTF_8);
        }
    }

    /** Keeps what was measured of each font, since measuring means parsing the whole file. */
    private static final class FontMetrics implements FSCacheEx<String, FSCacheValue> {

        private final Map<String, FSCacheValue> metrics = new ConcurrentHashMap<>();

        @Override
        public void put(String font, FSCacheValue value) {
            metrics.put(font, value);
        }

        @Override
        public FSCacheValue get(String font, Callable<? extends FSCacheValue> loader) {
            return metrics.computeIfAbsent(font, missing -> {
                try {
                    return loader.call();
                } catch (Exception e) {
                    throw new IllegalStateException("Cannot measure " + missing, e);
                }
            });
        }

        @Override
        public FSCacheValue get(String font) {
            return metrics.get(font);
        }
    }
}
