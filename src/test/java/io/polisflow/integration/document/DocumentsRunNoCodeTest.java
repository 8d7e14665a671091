package io.polisflow.integration.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.proposal.ProposalDocuments.ClientBlock;
import io.polisflow.crm.proposal.ProposalDocuments.ProposalSheet;
import io.polisflow.crm.proposal.ProposalDocuments.SheetLine;
import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.Templates;
import io.polisflow.crm.template.Wording;
import io.polisflow.crm.template.Wordings;
import io.polisflow.fixtures.TemplateAttempts;
import io.polisflow.fixtures.Trap;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** What people write into the template of a document or into a deal is text, whatever it looks like. */
class DocumentsRunNoCodeTest {

    private final PdfProposalDocuments documents = new PdfProposalDocuments(
            new CompanyProperties("СК «Полис»", "7700000000", null, null, "Москва", "+7 495 000-00-00", "", ""),
            Wordings::delivered);

    @Test
    void aWordingWithCodeIsNotKept() {
        String fields = "\n{программа страхования}\n{итоги}";
        Templates.checked(Template.PROPOSAL_DOCUMENT, new Wording(null, "Текст" + fields));
        for (String text : TemplateAttempts.all()) {
            assertThatThrownBy(() -> Templates.checked(Template.PROPOSAL_DOCUMENT, new Wording(null, text + fields)))
                    .as(text)
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void codeInADealIsPrinted() throws IOException {
        List<String> attempts = TemplateAttempts.all();
        Trap.reset();

        byte[] pdf = documents.render(sheet(attempts));

        assertThat(Trap.sprung()).isFalse();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document).replaceAll("\\s", "");
            assertThat(attempts).allSatisfy(attempt -> assertThat(text).contains(attempt.replaceAll("\\s", "")));
        }
    }

    private static ProposalSheet sheet(List<String> texts) {
        List<SheetLine> lines = texts.stream()
                .map(text -> new SheetLine(texts.indexOf(text) + 1, text, null, null, null, null, null, null, null))
                .toList();
        return new ProposalSheet(
                "KP-2026-000013",
                1,
                null,
                LocalDate.of(2026, 11, 23),
                null,
                new ClientBlock(texts.get(0), null, null, null, null, null, null),
                null,
                0,
                lines,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
