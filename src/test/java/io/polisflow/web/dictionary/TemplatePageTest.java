package io.polisflow.web.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.letter.Letter;
import io.polisflow.crm.proposal.Proposals.Draft;
import io.polisflow.crm.proposal.Proposals.LineDraft;
import io.polisflow.crm.request.RequestInbox.Receipt;
import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.Wording;
import io.polisflow.crm.template.Wordings;
import io.polisflow.process.ProcessTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Wording letters and documents: seen on a real deal before it is kept, used from then on, and never lost. */
@AutoConfigureMockMvc
class TemplatePageTest extends ProcessTest {

    private static final String TEMPLATES = "/crm/dictionaries/templates";
    private static final String CONFIRMATION = TEMPLATES + "/request-confirmation";

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    private Receipt receipt;
    private String deal;

    @BeforeEach
    void aRequestIsRecorded() {
        receipt = inbox.receive(webForm(freshInn()));
        deal = dealOf(receipt);
    }

    @AfterEach
    void asDelivered() {
        jdbc.update("delete from template_version");
    }

    private ResultActions as(String role, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user("head").roles(role)).with(csrf()));
    }

    private static MockHttpServletRequestBuilder typed(String address, String subject, String body, int basis) {
        return post(address)
                .param("subject", subject)
                .param("body", body)
                .param("note", "Короче")
                .param("basis", String.valueOf(basis));
    }

    private static MockHttpServletRequestBuilder delivered(String action, Template template) {
        Wording wording = Wordings.delivered(template);
        return post(TEMPLATES + "/" + template.code() + action)
                .param("subject", wording.subject() == null ? "" : wording.subject())
                .param("body", wording.body())
                .param("basis", "0");
    }

    private String pdf(ResultActions answer) throws Exception {
        byte[] file = answer.andExpect(status().isOk())
                .andExpect(content().contentType(MediaType.APPLICATION_PDF))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        return text(file);
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper reader = new PDFTextStripper();
            reader.setSortByPosition(true);
            return reader.getText(document).replaceAll("\\s+", " ");
        }
    }

    private long proposal() {
        return proposals.assemble(
                deal,
                null,
                "manager",
                new Draft(
                        LocalDate.now(clock).plusDays(30),
                        12,
                        "Охрана круглосуточно",
                        List.of(new LineDraft("property", "Цех № 7", new BigDecimal("1000000"), null, null))));
    }

    @Test
    void headsSupervisorsAndAdministratorsWordTheTemplatesAndNobodyElse() throws Exception {
        for (String role : List.of("heads", "supervisors", "camunda-admin")) {
            as(role, get(TEMPLATES))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("Письмо «Заявка принята»")))
                    .andExpect(content().string(containsString("исходный текст")));
            as(role, get(CONFIRMATION)).andExpect(content().string(containsString("{номер заявки}")));
        }
        for (String role : List.of("sales", "underwriters", "lawyers", "analysts")) {
            as(role, get(TEMPLATES)).andExpect(status().isForbidden());
            as(role, typed(CONFIRMATION, "Т", "Т", 0)).andExpect(status().isForbidden());
        }
        as("heads", get(TEMPLATES + "/nothing")).andExpect(status().isNotFound());
        as("heads", get(CONFIRMATION + "/versions/9")).andExpect(status().isNotFound());
    }

    @Test
    void whatIsSavedIsWhatTheNextClientReads() throws Exception {
        as("heads", typed(CONFIRMATION, "Спасибо за {номер заявки}", "Добрый день[, {имя контакта}]!\n\n**Ждите.**", 0))
                .andExpect(redirectedUrl(CONFIRMATION));

        long request = requestOf(receipt).id();
        Letter letter = letters.get(transaction.execute(
                status -> requests.writeConfirmation(request).orElseThrow()));
        assertThat(letter.subject()).startsWith("Спасибо за R-2026-");
        assertThat(letter.text()).startsWith("Добрый день, ").endsWith("Ждите.").doesNotContain("**");
        assertThat(letter.html()).contains("<b>Ждите.</b>");
    }

    @Test
    void aLetterIsSeenOnARealDealBeforeItIsKept() throws Exception {
        String number = requestOf(receipt).number();
        as(
                        "heads",
                        typed(CONFIRMATION + "/preview", "Заявка {номер заявки}", "Номер {номер заявки} <script>", 0)
                                .param("deal", deal))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Заявка " + number)))
                .andExpect(content().string(not(containsString("<script>"))))
                .andExpect(content().string(not(containsString("<html"))));
        as("heads", typed(CONFIRMATION + "/preview", "Тема", "{номер", 0))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Строка 1: поле не закрыто")));
        as("heads", delivered("/preview", Template.POLICY_LETTER).param("deal", deal))
                .andExpect(content().string(containsString("У этой сделки ещё нет полисов")));
        as("heads", delivered("/preview", Template.POLICY_LETTER))
                .andExpect(content().string(allOf(containsString("ПИ-000001"), containsString("Примеров"))));
        as("heads", get(CONFIRMATION)).andExpect(content().string(containsString("value=\"" + deal + "\"")));
        assertThat(jdbc.queryForObject("select count(*) from template_version", Long.class))
                .isZero();
    }

    @Test
    void aDocumentIsSeenOnARealDealBeforeItIsKept() throws Exception {
        proposal();
        Template template = Template.PROPOSAL_DOCUMENT;
        String body = Wordings.delivered(template).body() + "\n\nСкажите **да** до {действует до}[ и {менеджер}].";
        assertThat(pdf(as(
                        "heads",
                        post(TEMPLATES + "/proposal-document/preview.pdf")
                                .param("body", body)
                                .param("basis", "0")
                                .param("deal", deal))))
                .contains("Цех № 7", "ОСОБЫЕ УСЛОВИЯ", "Охрана круглосуточно", "Скажите да до");
        as("heads", delivered("/preview.pdf", Template.CONTRACT_DOCUMENT).param("deal", deal))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("У этой сделки ещё нет договора")));
        assertThat(pdf(as("heads", delivered("/preview.pdf", Template.CONTRACT_DOCUMENT))))
                .contains("ДС-2026-000001", "в лице: Генеральный директор Иван Иванович Примеров", "5. ОСОБЫЕ УСЛОВИЯ");
        as("heads", delivered("/preview.pdf", Template.POLICY_LETTER)).andExpect(status().isNotFound());
        as("heads", delivered("/preview", Template.CONTRACT_DOCUMENT)).andExpect(status().isNotFound());
    }

    @Test
    void anAdministratorSeesTheMadeUpDealAndNoClients() throws Exception {
        as("camunda-admin", get(CONFIRMATION))
                .andExpect(content().string(not(containsString(deal))))
                .andExpect(content().string(containsString("данные клиентов ему закрыты")));
        as("camunda-admin", delivered("/preview", Template.REQUEST_CONFIRMATION).param("deal", deal))
                .andExpect(status().isForbidden());
        as(
                        "camunda-admin",
                        delivered("/preview.pdf", Template.PROPOSAL_DOCUMENT).param("deal", deal))
                .andExpect(status().isForbidden());
        as("camunda-admin", delivered("/preview", Template.REQUEST_CONFIRMATION))
                .andExpect(content().string(containsString("ООО «Пример»")));
    }

    @Test
    void theHistoryTellsWhoChangedWhichLinesAndAnyVersionComesBack() throws Exception {
        String body = Wordings.delivered(Template.REQUEST_CONFIRMATION).body();
        as("heads", typed(CONFIRMATION, "Тема", body.replace("Спасибо, что обратились к нам. ", ""), 0))
                .andExpect(redirectedUrl(CONFIRMATION));
        as("heads", get(CONFIRMATION + "/versions/1"))
                .andExpect(content().string(containsString("<span>Сергей Орлов</span>. <span>Короче</span>")))
                .andExpect(content().string(containsString("добавлено")))
                .andExpect(content()
                        .string(containsString("<span>Спасибо, что обратились к нам. Ваша заявка принята под номером")))
                .andExpect(content().string(containsString("действует")));
        as("heads", get(CONFIRMATION).param("from", "0"))
                .andExpect(content().string(containsString("Спасибо, что обратились к нам.")))
                .andExpect(content().string(containsString("value=\"Возвращён исходный текст\"")))
                .andExpect(content().string(containsString("name=\"basis\" value=\"1\"")));
    }

    @Test
    void aSlipAndAColleaguesVersionLeaveWhatWasTypedInTheEditor() throws Exception {
        as("heads", typed(CONFIRMATION, "Тема", "Моё {имья}", 0))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("нет поля «имья»")))
                .andExpect(content().string(containsString("Моё {имья}</textarea>")));
        as("supervisors", typed(CONFIRMATION, "Тема", "Чужое", 0)).andExpect(redirectedUrl(CONFIRMATION));
        as("heads", typed(CONFIRMATION, "Тема", "Моё", 0))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("шаблон сохранил другой сотрудник")))
                .andExpect(content().string(containsString("Моё</textarea>")))
                .andExpect(content().string(containsString("<span>Чужое</span>")))
                .andExpect(content().string(containsString("name=\"basis\" value=\"1\"")));
    }
}
