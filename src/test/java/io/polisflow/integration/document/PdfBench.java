package io.polisflow.integration.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import io.polisflow.crm.proposal.ProposalDocuments.ProposalSheet;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** Proposals printed per second beside bare openhtmltopdf that prints the same page with the same fonts, as its manual says. */
class PdfBench {

    private static final int SHEETS = Integer.getInteger("bench.sheets", 40);

    private final ProposalSheet sheet = PdfProposalDocumentsTest.sheet(3, "Территория под охраной");
    private final String html = PdfProposalDocumentsTest.DOCUMENTS.html(sheet);
    private final byte[] regular = font("Regular");
    private final byte[] bold = font("Bold");
    private final byte[] colorProfile =
            ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    private final URL folder = PdfBench.class.getResource("/templates/documents/proposal.html");

    private static byte[] font(String style) {
        try {
            return new ClassPathResource("liberation/LiberationSans-" + style + ".ttf").getContentAsByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void ours() {
        assertThat(PdfProposalDocumentsTest.DOCUMENTS.render(sheet)).isNotEmpty();
    }

    private void bare() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new PdfRendererBuilder()
                .withHtmlContent(html, folder.toString())
                .usePdfAConformance(PdfAConformance.PDFA_2_B)
                .useColorProfile(colorProfile)
                .useFont(() -> new ByteArrayInputStream(regular), "Liberation Sans", 400, FontStyle.NORMAL, true)
                .useFont(() -> new ByteArrayInputStream(bold), "Liberation Sans", 700, FontStyle.NORMAL, true)
                .toStream(file)
                .run();
        assertThat(file.size()).isPositive();
    }

    @Test
    void proposalsPrintedPerSecondBesideBareOpenhtmltopdf() throws Exception {
        Contestant ours = Contestant.each("Polisflow", SHEETS, this::ours);
        Contestant bare = Contestant.each("bare openhtmltopdf of the same HTML", SHEETS, this::bare);
        Turns.take(CpuMeter.ofThisJvm(), 3, 9, ours, bare);
        Report.add(Row.of(getClass(), "proposals printed", Unit.PER_SECOND, ours, bare)
                .atLeast(0.85)
                .note(
                        "ours with its template, which the yardstick is spared; fonts are read once and measured once, and their tables"
                                + " of ligatures, which no text of ours needs, are not prepared for every text."));
    }
}
