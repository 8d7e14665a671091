package io.polisflow.process.requestintake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import io.polisflow.crm.letter.Letter;
import io.polisflow.crm.letter.ReturnedLetters;
import io.polisflow.crm.request.Channel;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.RawMessage;
import io.polisflow.crm.request.RequestInbox.Receipt;
import io.polisflow.process.ProcessTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Answers to our letters, and letters that come back: they belong to their deal and are no new requests. */
@AutoConfigureMockMvc
class LetterThreadsTest extends ProcessTest {

    @Autowired
    private ReturnedLetters returned;

    @Autowired
    private MockMvc web;

    private String deal;
    private Letter confirmation;

    @BeforeEach
    void aDealWhoseClientHasALetterOfOurs() {
        deal = dealOf(webForm(freshInn()));
        confirmation = letters().get(0);
    }

    private List<Letter> letters() {
        return transaction.execute(status -> letters.of(deal(deal)));
    }

    private Receipt letter(String from, String subject, List<String> replyTo, String html) {
        return inbox.receive(new IncomingRequest(
                Channel.EMAIL,
                "<" + UUID.randomUUID() + "@client.example>",
                null,
                null,
                "Пётр",
                null,
                from,
                null,
                null,
                null,
                null,
                null,
                subject,
                "Когда ждать?",
                null,
                List.of(),
                new RawMessage("message.eml", "message/rfc822", new byte[] {1}),
                List.of(),
                replyTo,
                html));
    }

    private ResultActions page() throws Exception {
        return web.perform(get("/crm/deals/" + deal).with(user("supervisor").roles("supervisors")));
    }

    @Test
    void anAnswerBelongsToTheDealOfTheLetterThatItAnswers() throws Exception {
        Receipt receipt = letter(
                "other@client.example",
                "Re: без номера",
                List.of(confirmation.messageId()),
                "<p>Когда <b>ждать?</b></p>");

        assertThat(receipt.requestNumber()).isEqualTo(deal);
        assertThat(letters()).hasSize(2);
        page().andExpect(content().string(containsString("srcdoc=\"&lt;p&gt;Когда &lt;b&gt;ждать?")));
    }

    @Test
    void aDealsNumberInTheSubjectCountsForSomebodyWeHaveWrittenTo() {
        String known = confirmation.recipients().get(0);

        assertThat(letter(known, "По сделке " + deal, List.of(), null).requestNumber())
                .isEqualTo(deal);
        assertThat(letter("stranger@client.example", "По сделке " + deal, List.of(), null)
                        .requestNumber())
                .startsWith("R-");
        assertThat(letter(known, "По сделке D-2026-999999", List.of(), null).requestNumber())
                .startsWith("R-");
    }

    @Test
    void aLetterThatCameBackMarksItselfAndTheAddressUntilALetterComesFromThere() throws Exception {
        String address = confirmation.recipients().get(0);

        assertThat(returned.returned(
                        List.of("<x@y>", confirmation.messageId()),
                        List.of(address.toUpperCase()),
                        "550 5.1.1 нет такого ящика"))
                .isTrue();
        assertThat(returned.returned(List.of(confirmation.messageId()), List.of(), "другое"))
                .isTrue();

        page().andExpect(content().string(containsString("не доставлено")))
                .andExpect(content().string(containsString("Письма не доходят")))
                .andExpect(content().string(containsString("550 5.1.1 нет такого ящика")))
                .andExpect(content().string(not(containsString("другое"))));
        assertThat(history(deal))
                .filteredOn(text -> text.contains("не доставлено на " + address))
                .hasSize(1);

        letter(address, "Re: " + confirmation.subject(), List.of(confirmation.messageId()), null);
        page().andExpect(content().string(not(containsString("Письма не доходят"))));
    }

    @Test
    void aReportOfSomebodyElsesLetterChangesNothing() {
        assertThat(returned.returned(List.of("<foreign@elsewhere.example>"), List.of("a@b.example"), "550"))
                .isFalse();
        assertThat(returned.returned(List.of(), List.of("a@b.example"), "550")).isFalse();
    }

    @Test
    void anAnswerToTwoDealsBelongsToTheOneThatItAnswersDirectly() {
        String other = dealOf(webForm(freshInn()));
        String ofTheOther =
                transaction.execute(status -> letters.of(deal(other)).get(0).messageId());

        assertThat(letter("a@client.example", "Re", List.of(ofTheOther, confirmation.messageId()), null)
                        .requestNumber())
                .isEqualTo(deal);
        assertThat(letter("a@client.example", "Re", List.of(confirmation.messageId(), "<x@y>", ofTheOther), null)
                        .requestNumber())
                .isEqualTo(other);
    }

    @Test
    void anAddressThatOurServerRefusesIsMarkedAndTheRequestGoesOn() throws Exception {
        mail.refuses(confirmation.recipients().get(0));

        runJob(deal, RequestIntake.TASK_SEND_CONFIRMATION);

        assertThat(mail.sent()).isEmpty();
        page().andExpect(content().string(containsString("не отправлено")))
                .andExpect(content().string(containsString("Письма не доходят")))
                .andExpect(content().string(containsString("550 5.1.1 No such user here")));
        assertThat(history(deal))
                .filteredOn(text -> text.contains("почтовый сервер не принимает адрес "
                        + confirmation.recipients().get(0)))
                .hasSize(1);
        assertThat(letters.deliver(confirmation.id())).isFalse();
    }
}
