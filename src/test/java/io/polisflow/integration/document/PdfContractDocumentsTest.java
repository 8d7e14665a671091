package io.polisflow.integration.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.contract.ContractDocuments.ClientBlock;
import io.polisflow.crm.contract.ContractDocuments.ContractSheet;
import io.polisflow.crm.contract.ContractDocuments.Payment;
import io.polisflow.crm.contract.ContractDocuments.SheetLine;
import io.polisflow.crm.template.Wordings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

class PdfContractDocumentsTest {

    private static final String HOSTILE = "</td><script>alert(1)</script><img src=\"http://127.0.0.1:9/x.png\"/>&xxe;"
            + "\u0000\u0008 ₽ 😀 <link href='file:///etc/passwd'/>";

    private final PdfContractDocuments documents = new PdfContractDocuments(
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
        for (ContractSheet sheet : List.of(sheet(2, 4, "Ночная охрана"), sheet(60, 24, HOSTILE), bare())) {
            ValidationResult result = validate(documents.render(sheet));
            assertThat(result.getTestAssertions()).isEmpty();
            assertThat(result.isCompliant()).isTrue();
        }
    }

    @Test
    void theTextReadsBackWithPartiesObjectsSumsPaymentsAndTerm() throws IOException {
        byte[] pdf = documents.render(sheet(2, 2, "Территория под охраной\n\nОбъект сдан в аренду"));
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/contract-sample.pdf"), pdf);
        assertThat(flat(text(pdf)))
                .contains(
                        "Договор страхования № ДС-2026-000012",
                        "23.11.2026",
                        "Страховая компания «Полис», именуемое далее «Страховщик»",
                        "ПАО Сбербанк, именуемое далее «Страхователь», в лице: Президент Греф Герман Оскарович",
                        "коммерческого предложения № KP-2026-000012/2",
                        "Имущество юридических лиц",
                        "г. Подольск, ул. Заводская, д. 2",
                        "Площадь, кв. м: 12 500",
                        "500 000 000,00 руб.",
                        "1 234 567,00 руб.",
                        "Один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь рублей 00 копеек",
                        "с 01.01.2027 по 31.12.2027 включительно",
                        "1 01.01.2027 617 283,50 руб.",
                        "2 01.02.2027 617 283,50 руб.",
                        "5. ОСОБЫЕ УСЛОВИЯ",
                        "Объект сдан в аренду",
                        "ИНН 7707083893",
                        "КПП 773601001",
                        "Менеджер: Иванова Мария Петровна");
        assertThat(text(pdf)).contains("1\u00a0234\u00a0567,00\u00a0руб.");
    }

    @Test
    void aLongContractStaysInsideTheMarginsAndEachPageNamesIt() throws IOException {
        byte[] pdf = documents.render(sheet(60, 24, "Длинное условие. ".repeat(150) + "W".repeat(400)));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(3);
            for (int page = 1; page <= pages; page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                assertThat(flat(stripper.getText(document)))
                        .contains("Договор страхования № ДС-2026-000012", "Страница " + page + " из " + pages);
            }
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition glyph) {
                    assertThat(glyph.getX()).isGreaterThan(50);
                    assertThat(glyph.getX() + glyph.getWidth()).isLessThan(551);
                }
            }.getText(document);
        }
    }

    @Test
    void everyFontIsEmbedded() throws IOException {
        try (PDDocument document = Loader.loadPDF(documents.render(sheet(3, 1, null)))) {
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                }
            }
            assertThat(document.getDocumentInformation().getTitle()).contains("ДС-2026-000012");
        }
    }

    @Test
    void whatIsNotKnownLeavesNoTrace() throws IOException {
        assertThat(flat(text(documents.render(bare()))))
                .contains("ООО «Ромашка», именуемое далее «Страхователь», с другой стороны")
                .doesNotContain("null", "в лице", "КПП", "ОГРН", "ОСОБЫЕ УСЛОВИЯ", "Менеджер");
    }

    @Test
    void markupInAValueIsPrintedAndNeverObeyed() throws IOException {
        byte[] pdf = documents.render(sheet(1, 1, HOSTILE));
        assertThat(flat(text(pdf))).contains("</td><script>alert(1)</script>", "&xxe;", "руб. ?");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            for (PDPage page : document.getPages()) {
                assertThat(page.getResources().getXObjectNames())
                        .as("nothing was drawn from an address")
                        .isEmpty();
            }
        }
    }

    @Test
    void theSameSheetGivesTheSameBytesSinceBothSidesSignThem() {
        byte[] expected = documents.render(sheet(5, 3, "Условие"));
        assertThat(IntStream.range(0, 8).parallel().mapToObj(i -> documents.render(sheet(5, 3, "Условие"))))
                .allSatisfy(file -> assertThat(file).isEqualTo(expected));
        assertThat(documents.render(sheet(5, 3, "Другое"))).isNotEqualTo(expected);
        assertThat(documents.render(sheet(5, 4, "Условие"))).isNotEqualTo(expected);
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

    private static String flat(String text) {
        return text.replace('\u00a0', ' ').replaceAll("\\s+", " ");
    }

    private static ContractSheet sheet(int lines, int payments, String conditions) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Площадь, кв. м", "12 500");
        parameters.put("Год постройки", "2014");
        return new ContractSheet(
                "ДС-2026-000012",
                "D-2026-000123",
                "KP-2026-000012/2",
                LocalDate.of(2026, 11, 23),
                new ClientBlock(
                        "ПАО Сбербанк",
                        "7707083893",
                        "773601001",
                        "1027700132195",
                        "117312, г. Москва, ул. Вавилова, д. 19",
                        "Президент",
                        "Греф Герман Оскарович"),
                LocalDate.of(2027, 1, 1),
                LocalDate.of(2027, 12, 31),
                IntStream.rangeClosed(1, lines)
                        .mapToObj(i -> new SheetLine(
                                i,
                                "Имущество юридических лиц",
                                "Склад готовой продукции, Московская область, г. Подольск, ул. Заводская, д. " + i,
                                parameters,
                                new BigDecimal("250000000.00"),
                                new BigDecimal("100000.00"),
                                new BigDecimal("617283.50")))
                        .toList(),
                new BigDecimal("500000000.00"),
                new BigDecimal("1234567.00"),
                IntStream.range(0, payments)
                        .mapToObj(i -> new Payment(LocalDate.of(2027, 1, 1).plusMonths(i), new BigDecimal("617283.50")))
                        .toList(),
                conditions,
                "Иванова Мария Петровна");
    }

    private static ContractSheet bare() {
        return new ContractSheet(
                "ДС-2026-000013",
                "D-2026-000124",
                "KP-2026-000013/1",
                LocalDate.of(2026, 11, 23),
                new ClientBlock("ООО «Ромашка»", null, null, null, null, null, null),
                LocalDate.of(2027, 1, 1),
                LocalDate.of(2027, 12, 31),
                List.of(new SheetLine(
                        1,
                        "Грузы",
                        "Партия",
                        Map.of(),
                        new BigDecimal("1.00"),
                        BigDecimal.ZERO,
                        new BigDecimal("1.00"))),
                new BigDecimal("1.00"),
                new BigDecimal("1.00"),
                List.of(new Payment(LocalDate.of(2027, 1, 1), new BigDecimal("1.00"))),
                null,
                null);
    }
}
