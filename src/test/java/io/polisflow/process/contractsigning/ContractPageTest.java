package io.polisflow.process.contractsigning;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.process.policyissue.PolicyIssue;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** The deal's page from the contract to its policies. */
@AutoConfigureMockMvc
class ContractPageTest extends ContractSigningTest {

    @Autowired
    private MockMvc web;

    private void shows(String... texts) throws Exception {
        var page = web.perform(get("/crm/deals/" + deal).with(httpBasic(owner, owner)))
                .andExpect(status().isOk());
        for (String text : texts) {
            page.andExpect(content().string(containsString(text)));
        }
    }

    private void hides(String... texts) throws Exception {
        for (String text : texts) {
            web.perform(get("/crm/deals/" + deal).with(httpBasic(owner, owner)))
                    .andExpect(content().string(not(containsString(text))));
        }
    }

    @Test
    void theContractIsFollowedFromChecksToPolicies() throws Exception {
        prepare();
        complete(
                "lawyer",
                deal,
                ContractSigning.TASK_CHECK_TERMS,
                with("decision", "return", "comment", "Нет условий об охране"));
        shows(contract().number(), "готовится", "01.01.2027 — 31.12.2027", "возвращено", "Нет условий об охране");
        runJob(deal, ContractSigning.GATEWAY_CHECKED);
        check("underwriter", ContractSigning.TASK_CHECK_RISK);
        send();
        shows("отправлен на подпись", "ЭДО", contract().number() + ".pdf");
        signingEvents.receive(contract().entityId(), State.DELIVERED, null, clock.instant());
        shows("Получен клиентом");
        signingEvents.receive(contract().entityId(), State.SIGNED, null, clock.instant());
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);
        shows(
                "заключён",
                "Петров Пётр Петрович",
                contract().number() + ".p7s",
                "Протокол проверки",
                "/crm/contracts/" + contract().id() + "/signed.zip");
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        shows("Полисы", issued().get(0).number(), "действует");
        hides("не выполнен");
    }

    @Test
    void aSignatureThatDoesNotFitIsShownWithItsReason() throws Exception {
        send();
        exchange.signsBadly("ИНН в сертификате (7736050003) не совпадает с ИНН клиента (7707083893).");
        signingEvents.receive(contract().entityId(), State.SIGNED, null, clock.instant());
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);

        shows(
                "подпись недействительна",
                "Подпись не принята",
                "ИНН в сертификате (7736050003) не совпадает с ИНН клиента (7707083893).",
                "Протокол проверки");
        hides("signed.zip", "заключён");
    }

    @Test
    void aSystemThatIsDownIsNamedUntilItAnswers() throws Exception {
        send();
        signingEvents.receive(contract().entityId(), State.SIGNED, null, clock.instant());
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);
        policySystem.down();
        assertThatThrownBy(() -> runJob(deal, PolicyIssue.TASK_ORDER_POLICY)).hasMessageContaining("policy");
        shows("Заказать полис в учётной системе", "не выполнен", "не отвечает учётная система полисов", "Повторим");
        management.setJobRetries(job(deal, PolicyIssue.TASK_ORDER_POLICY).getId(), 0);
        shows("Попытки исчерпаны");
        policySystem.up();
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        hides("не выполнен", "Попытки исчерпаны");
    }

    @Test
    void whoSignsOnPaperIsLedToTheScan() throws Exception {
        exchange.nobodyIsIn();
        prepare();
        passChecks();
        runJob(deal, ContractSigning.TASK_MAKE_DOCUMENT);
        runJob(deal, ContractSigning.TASK_FIND_BOX);
        shows("на бумаге", "/crm/contracts/" + contract().id() + "/scan", "загрузить");
        transaction.executeWithoutResult(
                status -> contracts.attachScan(contract().id(), "скан.pdf", "application/pdf", new byte[] {1}));
        shows("заменить");
        complete(owner, deal, ContractSigning.TASK_SIGN_ON_PAPER, with("paper", "signed"));
        shows("скан.pdf", "заключён");
        hides("/crm/contracts/" + contract().id() + "/scan");
    }
}
