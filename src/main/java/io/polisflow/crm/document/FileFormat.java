package io.polisflow.crm.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a file that somebody leaves with us may be; told by its content, since a name proves nothing. */
public enum FileFormat {
    PDF("application/pdf", "%PDF-", null, "pdf"),
    JPEG("image/jpeg", "\u00FF\u00D8\u00FF", null, "jpg", "jpeg"),
    PNG("image/png", "\u0089PNG\r\n\u001A\n", null, "png"),
    DOCX(office("wordprocessingml.document"), Archive.ZIP, "word/document.xml", "docx"),
    XLSX(office("spreadsheetml.sheet"), Archive.ZIP, "xl/workbook.xml", "xlsx"),
    PPTX(office("presentationml.presentation"), Archive.ZIP, "ppt/presentation.xml", "pptx"),
    ODT(openDocument("text"), Archive.ZIP, "mimetype" + openDocument("text"), "odt"),
    ODS(openDocument("spreadsheet"), Archive.ZIP, "mimetype" + openDocument("spreadsheet"), "ods"),
    DOC("application/msword", Archive.COMPOUND, utf16("WordDocument"), "doc"),
    XLS("application/vnd.ms-excel", Archive.COMPOUND, utf16("Workbook"), "xls");

    private final String mediaType;
    private final byte[] signature;
    private final byte[] inside;
    private final String[] suffixes;

    /** @param inside what stands further on in the content, or null when the beginning tells all */
    FileFormat(String mediaType, String signature, String inside, String... suffixes) {
        this.mediaType = mediaType;
        this.signature = bytes(signature);
        this.inside = inside == null ? null : bytes(inside);
        this.suffixes = suffixes;
    }

    /** The containers of office documents: their parts' names stand uncompressed in them. */
    private static final class Archive {

        private static final String ZIP = "PK\u0003\u0004";
        private static final String COMPOUND = "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1";
        private static final byte[] MACROS = bytes("vbaProject.bin");

        private Archive() {}
    }

    private static String office(String kind) {
        return "application/vnd.openxmlformats-officedocument." + kind;
    }

    private static String openDocument(String kind) {
        return "application/vnd.oasis.opendocument." + kind;
    }

    /** Compound files name their streams two bytes a letter. */
    private static String utf16(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** @return empty when the content is of no format that is taken, or an office document with macros */
    public static Optional<FileFormat> of(byte[] content) {
        return Arrays.stream(values())
                .filter(format -> format.fits(content))
                .filter(format -> !hasMacros(content))
                .findFirst();
    }

    /** @return whether the content is an office document that brings a program along */
    public static boolean hasMacros(byte[] content) {
        return startsWith(content, bytes(Archive.ZIP)) && contains(content, Archive.MACROS);
    }

    private boolean fits(byte[] content) {
        return startsWith(content, signature) && (inside == null || contains(content, inside));
    }

    private static boolean startsWith(byte[] content, byte[] beginning) {
        return content.length >= beginning.length
                && Arrays.equals(content, 0, beginning.length, beginning, 0, beginning.length);
    }

    static boolean contains(byte[] content, byte[] part) {
        for (int at = 0; at <= content.length - part.length; at++) {
            if (content[at] == part[0] && Arrays.equals(content, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    /** The format that a name ends in, if it is one of these. */
    static Optional<FileFormat> named(String name) {
        String ending = name == null ? "" : name.replaceAll(".*\\.", "").strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> Arrays.asList(format.suffixes).contains(ending))
                .findFirst();
    }

    static Optional<FileFormat> declared(String mediaType) {
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(mediaType))
                .findFirst();
    }

    /** Formats of one kind are opened by the same programs, so that a name may mix them up. */
    String kind() {
        return switch (this) {
            case PDF -> "pdf";
            case JPEG, PNG -> "image";
            default -> "office";
        };
    }

    public String mediaType() {
        return mediaType;
    }

    /**
     * The name that a person knows the file by, ending as what it is.
     *
     * @param given with any endings, or null
     * @param otherwise the name of a file without one
     */
    public String name(String given, String otherwise) {
        String known = Arrays.stream(values())
                .flatMap(format -> Arrays.stream(format.suffixes))
                .collect(Collectors.joining("|"));
        String stem = given == null ? "" : given.replaceAll("(?i)(\\.(" + known + "))+$", "");
        return (stem.isBlank() ? otherwise : stem) + "." + suffixes[0].toLowerCase(Locale.ROOT);
    }
}
