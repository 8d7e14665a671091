package io.polisflow.integration.document;

import io.polisflow.crm.personal.FileTexts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.springframework.stereotype.Component;

/** Reads the words of PDF files and of office documents, which are archives of XML. */
@Component
class PdfTexts implements FileTexts {

    private static final int MOST_BYTES = 20 * 1024 * 1024;

    @Override
    public String of(String mediaType, byte[] content) {
        try {
            if (starts(content, "%PDF-")) {
                try (PDDocument document = Loader.loadPDF(content)) {
                    return new PDFTextStripper().getText(document);
                }
            }
            return starts(content, "PK\u0003\u0004") ? archive(content) : null;
        } catch (IOException e) {
            // What cannot be read names nobody as far as we can tell.
            return null;
        }
    }

    /** Runs of a word stand apart in the XML: without the marks they are one text again. */
    private static String archive(byte[] content) throws IOException {
        StringBuilder text = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content), StandardCharsets.UTF_8)) {
            int left = MOST_BYTES;
            for (ZipEntry entry = zip.getNextEntry(); entry != null && left > 0; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".xml")) {
                    byte[] part = zip.readNBytes(left);
                    left -= part.length;
                    text.append(new String(part, StandardCharsets.UTF_8)
                            .replaceAll("</(?:w:p|a:p|text:p|c|si)>", " ")
                            .replaceAll("<[^>]*>", ""));
                }
            }
        }
        return text.toString();
    }

    private static boolean starts(byte[] content, String with) {
        return content.length >= with.length()
                && new String(content, 0, with.length(), StandardCharsets.ISO_8859_1).equals(with);
    }
}
