package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.contract.SigningCase;
import io.polisflow.crm.document.Files;
import io.polisflow.fixtures.PlantedDeadline;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** The scan of a contract signed on paper: what it may be and who may leave it. */
@AutoConfigureMockMvc
class ScanUploadTest extends SigningCase {

    private static final byte[] PDF = "%PDF-1.7 подписано".getBytes(StandardCharsets.UTF_8);

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Files files;

    private ResultActions upload(long contract, String user, String name, byte[] content) throws Exception {
        return web.perform(multipart("/crm/contracts/" + contract + "/scan")
                .file(new MockMultipartFile("file", name, "application/octet-stream", content))
                .with(httpBasic(user, user))
                .with(csrf()));
    }

    private ResultActions page(long contract, String user) throws Exception {
        return web.perform(get("/crm/contracts/" + contract + "/scan").with(httpBasic(user, user)));
    }

    private String owner(long contract) {
        return transaction.execute(status -> contracts.get(contract).deal().owner());
    }

    private String scan(long contract) {
        return transaction.execute(status -> {
            var scan = contracts.get(contract).scan();
            return scan == null ? null : scan.name() + " " + scan.mediaType();
        });
    }

    @Test
    void theScanIsKeptByteForByteAndShown() throws Exception {
        long id = onPaper();
        page(id, owner(id))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Загрузить")))
                .andExpect(content().string(not(containsString("Уже загружен"))));
        upload(id, owner(id), "Договор подписан.pdf", PDF)
                .andExpect(status().is3xxRedirection())
                .andExpect(redirectedUrl("/crm/contracts/" + id + "/scan"));

        assertThat(transaction.<byte[]>execute(
                        status -> files.content(contracts.get(id).scan())))
                .isEqualTo(PDF);
        page(id, owner(id)).andExpect(content().string(containsString("Договор подписан.pdf")));
        assertThat(history(id)).anyMatch(line -> line.startsWith("Загружен скан"));
    }

    @ParameterizedTest
    @CsvSource({
        "скан.pdf, 255044462D312E37, скан.pdf application/pdf",
        "скан.jpg, FFD8FFE000104A46, скан.jpg image/jpeg",
        "скан.png, 89504E470D0A1A0A, скан.png image/png",
        "скан.JPEG, FFD8FFE000104A46, скан.jpg image/jpeg",
        "скан.png, 255044462D312E37, скан.pdf application/pdf",
        "скан.pdf.exe, 255044462D312E37, скан.pdf.exe.pdf application/pdf",
        ".pdf, 255044462D312E37, Скан.pdf application/pdf"
    })
    void theContentTellsWhatItIs(String name, String hex, String kept) throws Exception {
        long id = onPaper();
        upload(id, owner(id), name, java.util.HexFormat.of().parseHex(hex)).andExpect(status().is3xxRedirection());

        assertThat(scan(id)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "договор.pdf, <html>, Это не PDF",
        "договор.pdf, %PD, Это не PDF",
        "договор.docx, PK, Это не PDF",
        "договор.pdf, '', Выберите файл"
    })
    void anythingElseIsRefusedWhateverItsName(String name, String text, String message) throws Exception {
        long id = onPaper();
        upload(id, owner(id), name, text.getBytes(StandardCharsets.UTF_8))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString(message)));

        assertThat(scan(id)).isNull();
    }

    @Test
    void twentyMegabytesAreTheMost() throws Exception {
        long id = onPaper();
        byte[] most = Arrays.copyOf(PDF, 20 * 1024 * 1024);
        upload(id, owner(id), "скан.pdf", Arrays.copyOf(most, most.length + 1))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("больше 20 МБ")));
        assertThat(scan(id)).isNull();
        upload(id, owner(id), "скан.pdf", most).andExpect(status().is3xxRedirection());

        assertThat(scan(id)).isNotNull();
    }

    @Test
    void onlyTheDealsManagerHeadsAndSupervisorsLeaveAScan() throws Exception {
        long id = onPaper();
        String other = owner(id).equals("manager") ? "manager2" : "manager";
        for (String stranger : new String[] {other, "lawyer", "underwriter"}) {
            upload(id, stranger, "скан.pdf", PDF).andExpect(status().isNotFound());
            page(id, stranger).andExpect(status().isNotFound());
        }
        PlantedDeadline.openStep(
                jdbc, transaction.execute(status -> contracts.get(id).deal().number()), "lawyer");
        upload(id, "lawyer", "скан.pdf", PDF).andExpect(status().isForbidden());
        page(id, "lawyer")
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("Загрузить</button>"))));
        upload(id, "analyst", "скан.pdf", PDF).andExpect(status().isForbidden());
        assertThat(scan(id)).isNull();
        upload(id, "head", "скан.pdf", PDF).andExpect(status().is3xxRedirection());

        assertThat(scan(id)).isNotNull();
    }

    @Test
    void anotherSitesFormLeavesNothing() throws Exception {
        long id = onPaper();
        web.perform(multipart("/crm/contracts/" + id + "/scan")
                        .file(new MockMultipartFile("file", "скан.pdf", "application/pdf", PDF))
                        .with(httpBasic(owner(id), owner(id))))
                .andExpect(status().isForbidden());

        assertThat(scan(id)).isNull();
    }

    @Test
    void aContractThatIsNotSignedOnPaperTakesNone() throws Exception {
        long sent = sent();
        upload(sent, owner(sent), "скан.pdf", PDF)
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("подписывают на бумаге")));
        upload(1_000_000_000L, "head", "скан.pdf", PDF)
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("Такого договора нет")));
        page(1_000_000_000L, "head").andExpect(status().isNotFound());
    }
}
