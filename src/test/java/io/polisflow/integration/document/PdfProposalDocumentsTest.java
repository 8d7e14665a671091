package io.polisflow.integration.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.proposal.ProposalDocuments.ClientBlock;
import io.polisflow.crm.proposal.ProposalDocuments.ProposalSheet;
import io.polisflow.crm.proposal.ProposalDocuments.SheetLine;
import io.polisflow.crm.template.Wordings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

class PdfProposalDocumentsTest {

    private static final String HOSTILE =
            "</td><script>alert(1)</script><img src=\"http://127.0.0.1:9/x.png\"/>&xxe;\u0000\u0008 ₽ 😀 "
                    + "<link href='file:///etc/passwd'/>";

    static final PdfProposalDocuments DOCUMENTS = new PdfProposalDocuments(
            new CompanyProperties(
                    "Страховая компания «Полис»",
                    "7700000000",
                    null,
                    null,
                    "101000, г. Москва, ул. Примерная, д. 1",
                    "+7 495 000-00-00",
                    "sales@polisflow.example",
                    "polisflow.example"),
            Wordings::delivered);

    @Test
    void theFileIsValidPdfA2b() throws Exception {
        for (ProposalSheet sheet : List.of(sheet(3, "Территория под охраной"), sheet(60, HOSTILE), bare())) {
            ValidationResult result = validate(DOCUMENTS.render(sheet));
            assertThat(result.getTestAssertions()).isEmpty();
            assertThat(result.isCompliant()).isTrue();
        }
    }

    @Test
    void theTextReadsBackInRussianWithItsFigures() throws IOException {
        byte[] pdf = DOCUMENTS.render(sheet(3, "Территория под охраной\n\nОплата в два срока"));
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/proposal-sample.pdf"), pdf);
        assertThat(flat(text(pdf)))
                .contains(
                        "Страховая компания «Полис»",
                        "№ KP-2026-000012, версия 2 от 23.11.2026",
                        "ПАО Сбербанк",
                        "ИНН 7707083893",
                        "КПП 773601001",
                        "Площадь, кв. м: 12 500",
                        "1 234 567,00 руб.",
                        "Один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь рублей 00 копеек",
                        "0,1275",
                        "Оплата в два срока",
                        "по 23.12.2026 включительно",
                        "Иванова Мария Петровна",
                        "Страница 1 из ");
        assertThat(text(pdf)).contains("1\u00a0234\u00a0567,00\u00a0руб.");
    }

    @Test
    void manyLinesRunOverPagesUnderARepeatedHeaderAndInsideTheMargins() throws IOException {
        byte[] pdf = DOCUMENTS.render(sheet(60, "Длинное условие. ".repeat(150) + "W".repeat(400)));
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/proposal-sample-60.pdf"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(3);
            List<Integer> positions = new ArrayList<>();
            for (int page = 1; page <= pages; page++) {
                String text = text(document, page);
                assertThat(flat(text))
                        .contains("Страница " + page + " из " + pages)
                        .contains("Коммерческое предложение № KP-2026-000012, версия 2");
                if (text.contains("Склад")) {
                    assertThat(flat(text)).contains("Продукт, объект и параметры риска");
                }
                text.lines()
                        .filter(line -> line.matches("\\d+ Имущество.*"))
                        .forEach(line -> positions.add(Integer.valueOf(line.substring(0, line.indexOf(' ')))));
            }
            assertThat(positions)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 60).boxed().toList());
            PDFTextStripper edges = new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition glyph) {
                    assertThat(glyph.getX()).isGreaterThan(50);
                    assertThat(glyph.getX() + glyph.getWidth()).isLessThan(551);
                }
            };
            edges.getText(document);
        }
    }

    @Test
    void everyFontIsEmbedded() throws IOException {
        try (PDDocument document = Loader.loadPDF(DOCUMENTS.render(sheet(3, null)))) {
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).isTrue();
                    assertThat(font.getName()).contains("LiberationSans");
                }
            }
            assertThat(document.getDocumentInformation().getTitle())
                    .isEqualTo("Коммерческое предложение № KP-2026-000012");
            assertThat(new String(document.getDocumentCatalog().getMetadata().toByteArray(), "UTF-8"))
                    .contains("Коммерческое предложение № KP-2026-000012");
        }
    }

    @Test
    void whatIsNotKnownLeavesNoTrace() throws IOException {
        String text = flat(text(DOCUMENTS.render(bare())));
        assertThat(text)
                .contains("ООО «Ромашка»")
                .doesNotContain("null", "ИНН 77070", "КПП", "ОГРН", "Контактное лицо", "Особые условия");
    }

    @Test
    void markupInAValueIsPrintedAndNeverObeyed() throws IOException {
        String text = flat(text(DOCUMENTS.render(sheet(1, HOSTILE))));
        assertThat(text).contains("</td><script>alert(1)</script>", "&xxe;", "руб. ?");
        try (PDDocument document = Loader.loadPDF(DOCUMENTS.render(sheet(1, HOSTILE)))) {
            for (COSName name : document.getPage(0).getResources().getXObjectNames()) {
                assertThat(name).as("nothing was drawn from an address").isNull();
            }
        }
    }

    @Test
    void theSameSheetGivesTheSameBytesInEveryThread() {
        byte[] expected = DOCUMENTS.render(sheet(5, "Условие"));
        List<byte[]> files = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> DOCUMENTS.render(sheet(5, "Условие")))
                .toList();
        assertThat(files).allSatisfy(file -> assertThat(file).isEqualTo(expected));
        assertThat(DOCUMENTS.render(sheet(5, "Другое условие"))).isNotEqualTo(expected);
    }

    private static ValidationResult validate(byte[] pdf) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        try (PDFAParser parser =
                        Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFA_2_B);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_2_B, false)) {
            return validator.validate(parser);
        }
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static String text(PDDocument document, int page) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        stripper.setSortByPosition(true);
        return stripper.getText(document);
    }

    private static String flat(String text) {
        return text.replace('\u00a0', ' ').replaceAll("\\s+", " ");
    }

    static ProposalSheet sheet(int lines, String conditions) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Площадь, кв. м", "12 500");
        parameters.put("Год постройки", "2014");
        List<SheetLine> table = IntStream.rangeClosed(1, lines)
                .mapToObj(i -> new SheetLine(
                        i,
                        "Имущество юридических лиц",
                        "Склад готовой продукции, Московская область, г. Подольск, ул. Заводская, д. " + i,
                        parameters,
                        new BigDecimal("250000000.00"),
                        new BigDecimal("100000.00"),
                        new BigDecimal("0.1275"),
                        new BigDecimal("5"),
                        new BigDecimal("302812.50")))
                .toList();
        return new ProposalSheet(
                "KP-2026-000012",
                2,
                "D-2026-000123",
                LocalDate.of(2026, 11, 23),
                LocalDate.of(2026, 12, 23),
                new ClientBlock(
                        "ПАО Сбербанк",
                        "7707083893",
                        "773601001",
                        "1027700132195",
                        "117312, г. Москва, ул. Вавилова, д. 19",
                        "Петров Пётр",
                        "petrov@client.example"),
                LocalDate.of(2027, 1, 1),
                12,
                table,
                new BigDecimal("750000000.00"),
                new BigDecimal("1234567.00"),
                conditions,
                "Иванова Мария Петровна",
                "ivanova@polisflow.example",
                "+7 495 000-00-01");
    }

    private static ProposalSheet bare() {
        return new ProposalSheet(
                "KP-2026-000013",
                1,
                null,
                LocalDate.of(2026, 11, 23),
                null,
                new ClientBlock("ООО «Ромашка»", null, null, null, null, null, null),
                null,
                0,
                List.of(new SheetLine(1, "Грузы", null, null, null, null, null, null, null)),
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
