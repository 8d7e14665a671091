package io.polisflow.process.letterdelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.correspondence.DealLetters;
import io.polisflow.crm.correspondence.DealLetters.Draft;
import io.polisflow.crm.correspondence.LetterStarts;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.dossier.DealFiles;
import io.polisflow.crm.letter.Letter;
import io.polisflow.crm.letter.MailTransport.OutgoingMail;
import io.polisflow.fixtures.AtOnce;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.sla.HeldUpSteps;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A letter that a person wrote goes out once, by itself, and a refused address comes back as a task. */
class LetterDeliveryTest extends ProcessTest {

    @Autowired
    private DealLetters dealLetters;

    @Autowired
    private LetterStarts starts;

    @Autowired
    private DealFiles dealFiles;

    @Autowired
    private ClientContacts contacts;

    @Autowired
    private HeldUpSteps heldUp;

    private String deal;
    private String owner;
    private Contact petrov;

    @BeforeEach
    void aDealWithAContact() {
        deal = dealOf(webForm(freshInn()));
        owner = deal(deal).owner();
        petrov = clients.contactsOf(deal(deal).client().id()).get(0);
        mail.reset();
    }

    private Draft draft(Long... files) {
        return new Draft(
                List.of(petrov.id()),
                false,
                null,
                "Условия страхования",
                "Добрый день!\n\nЖдём ответа.",
                List.of(files));
    }

    private long send(Draft draft) {
        return dealLetters.send(deal, draft, owner, null);
    }

    private void deliver() {
        runJob(deal, LetterDelivery.TASK_DELIVER_LETTER);
    }

    private OutgoingMail sent() {
        assertThat(mail.sent()).hasSize(1);
        return mail.sent().get(0);
    }

    private Letter letter(long id) {
        return transaction.execute(status -> letters.get(id));
    }

    private String text(long contactId) {
        return contacts.byIds(List.of(contactId)).get(contactId).undeliverableNote();
    }

    @Test
    void aLetterIsKeptAtOnceAndGoesOutInAStepOfItsOwn() {
        StoredFile file = dealFiles
                .keep(deal, "Расчёт.pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8), owner, null)
                .file();

        long id = send(draft(file.id()));

        assertThat(mail.sent()).isEmpty();
        assertThat(letter(id).sentAt()).isNull();
        assertThat(letter(id).author()).isEqualTo(owner);
        deliver();
        assertThat(sent().to()).containsExactly(petrov.email());
        assertThat(sent().subject()).isEqualTo("Условия страхования [" + deal + "]");
        assertThat(sent().text()).isEqualTo("Добрый день!\n\nЖдём ответа.");
        assertThat(sent().html()).contains("Ждём ответа.");
        assertThat(sent().attachments()).singleElement().satisfies(attached -> {
            assertThat(attached.name()).isEqualTo("Расчёт.pdf");
            assertThat(attached.content()).isEqualTo("%PDF-1.7".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(letter(id).sentAt()).isNotNull();
        assertThat(ended(deal, LetterDelivery.END_LETTER_SENT)).isTrue();
        assertThat(history(deal))
                .anyMatch(line -> line.startsWith("Написано письмо «Условия страхования"))
                .anyMatch(line -> line.startsWith("Отправлено письмо «Условия страхования"));
    }

    @Test
    void aDraftThatIsSentTwiceAtOnceGoesOnce() throws Exception {
        String key = UUID.randomUUID().toString();

        List<Long> ids = AtOnce.all(
                () -> dealLetters.send(deal, draft(), owner, key), () -> dealLetters.send(deal, draft(), owner, key));

        assertThat(ids.get(0)).isEqualTo(ids.get(1));
        deliver();
        assertThat(mail.sent()).hasSize(1);
        assertThat(dealLetters.send(deal, draft(), owner, key)).isEqualTo(ids.get(0));
        assertThat(instance(LetterDelivery.KEY, deal)).isNull();
    }

    @Test
    void aServerThatIsDownIsTriedAgainAndTheDealSaysSo() {
        mail.down();
        long id = send(draft());
        assertThatThrownBy(this::deliver).isInstanceOf(UnavailableException.class);

        assertThat(job(deal, LetterDelivery.TASK_DELIVER_LETTER).getRetries()).isEqualTo(6);
        assertThat(heldUp.of(deal)).singleElement().satisfies(step -> {
            assertThat(step.step()).isEqualTo("Отправить письмо");
            assertThat(step.nextAttempt()).isNotNull();
        });
        mail.up();
        deliver();

        assertThat(sent().messageId()).isEqualTo(letter(id).messageId());
        assertThat(heldUp.of(deal)).isEmpty();
    }

    @Test
    void whenAllAttemptsAreUsedUpItIsAnIncidentThatCanBeTriedAgain() {
        mail.down();
        send(draft());
        for (int attempt = 0; attempt < 7; attempt++) {
            assertThatThrownBy(this::deliver).isInstanceOf(RuntimeException.class);
        }
        List<Incident> incidents = runtime.createIncidentQuery()
                .processInstanceId(instance(LetterDelivery.KEY, deal).getId())
                .list();
        assertThat(incidents).hasSize(1);
        assertThat(heldUp.of(deal).get(0).nextAttempt()).isNull();

        mail.up();
        assertThat(heldUp.retry(deal)).containsExactly("Отправить письмо");
        deliver();

        assertThat(mail.sent()).hasSize(1);
    }

    @Test
    void aRefusedAddressIsATaskOfTheManagerAndTheCorrectedLetterIsTheSame() {
        mail.refuses(petrov.email());
        long id = send(draft());
        deliver();

        assertThat(mail.sent()).isEmpty();
        assertThat(letter(id).failure()).contains("550 5.1.1");
        assertThat(text(petrov.id())).contains("550 5.1.1");
        Task task = task(deal, LetterDelivery.TASK_CORRECT_LETTER);
        assertThat(task.getAssignee()).isEqualTo(owner);
        assertThat(task.getDueDate()).isNotNull();
        assertThat(tasks.getVariable(task.getId(), "letterRecipients")).isEqualTo(petrov.email());
        assertThatThrownBy(() -> correct("send", " ")).hasMessageContaining("Кому");
        assertThatThrownBy(() -> correct("send", "не адрес")).hasMessageContaining("не похож на электронную почту");
        correct("send", "petrov.new@romashka.example");
        deliver();

        assertThat(sent().to()).containsExactly("petrov.new@romashka.example");
        assertThat(sent().messageId()).isEqualTo(letter(id).messageId());
        assertThat(letter(id).failure()).isNull();
        assertThat(ended(deal, LetterDelivery.END_LETTER_SENT)).isTrue();
    }

    private void correct(String decision, String recipients) {
        complete(
                owner,
                deal,
                LetterDelivery.TASK_CORRECT_LETTER,
                with("letterCorrection", decision, "letterRecipients", recipients));
    }

    @Test
    void aRefusedLetterNeedNotGo() {
        mail.refuses(petrov.email());
        long id = send(draft());
        deliver();

        complete(owner, deal, LetterDelivery.TASK_CORRECT_LETTER, with("letterCorrection", "drop"));

        assertThat(ended(deal, LetterDelivery.END_LETTER_DROPPED)).isTrue();
        assertThat(letter(id).sentAt()).isNull();
        assertThat(history(deal)).anyMatch(line -> line.contains("решено не отправлять"));
    }

    @Test
    void anAnswerGoesToWhoeverWroteAndNamesTheWholeThread() {
        long first = send(draft());
        deliver();
        String question = "<" + UUID.randomUUID() + "@client.example>";
        transaction.executeWithoutResult(status -> letters.receive(
                deal(deal),
                question,
                letter(first).messageId(),
                "buh@romashka.example",
                "Re: Условия",
                "Какая франшиза?\nИ срок?",
                null,
                List.of()));
        long received = transaction.execute(status -> letters.of(deal(deal)).stream()
                .filter(letter -> letter.messageId().equals(question))
                .findFirst()
                .orElseThrow()
                .id());
        mail.reset();

        LetterStarts.Start start = starts.answering(deal, received);
        assertThat(start.subject()).isEqualTo("Re: Условия");
        assertThat(start.text()).contains("> Какая франшиза?\n> И срок?").contains("buh@romashka.example:");
        dealLetters.send(deal, new Draft(List.of(), true, received, start.subject(), start.text(), null), owner, null);
        deliver();

        assertThat(sent().to()).containsExactly("buh@romashka.example");
        assertThat(sent().inReplyTo()).isEqualTo(question);
        assertThat(sent().references()).containsExactly(letter(first).messageId(), question);
        assertThat(sent().subject()).isEqualTo("Re: Условия [" + deal + "]");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertField("contactIds", new Draft(List.of(), true, null, "Тема", "Текст", null), "выберите хотя бы одного");
        assertField("contactIds", new Draft(List.of(1L), false, null, "Тема", "Текст", null), "Такого контакта");
        assertField("subject", new Draft(List.of(petrov.id()), false, null, " ", "Текст", null), "Тема");
        assertField("subject", new Draft(List.of(petrov.id()), false, null, "ы".repeat(301), "Т", null), "300");
        assertField("text", new Draft(List.of(petrov.id()), false, null, "Тема", "\n", null), "Текст");
        assertField("text", new Draft(List.of(petrov.id()), false, null, "Тема", "ы".repeat(30_001), null), "30 000");
        assertField("fileIds", draft(1L), "больше нет");
        assertField("answers", new Draft(List.of(petrov.id()), false, 1L, "Тема", "Текст", null), "отвечаете");
        transaction.executeWithoutResult(status -> contacts.markUndeliverable(petrov.email(), "550"));
        assertField("contactIds", draft(), "не доходят");
        assertThat(instance(LetterDelivery.KEY, deal)).isNull();
    }

    private void assertField(String field, Draft draft, String message) {
        assertThatThrownBy(() -> send(draft))
                .isInstanceOfSatisfying(RefusedException.class, refusal -> assertThat(refusal.field())
                        .isEqualTo(field))
                .hasMessageContaining(message);
    }

    @Test
    void filesBeyondWhatALetterTakesAreRefused() {
        byte[] large = new byte[10 * 1024 * 1024];
        System.arraycopy("%PDF-1.7".getBytes(StandardCharsets.UTF_8), 0, large, 0, 8);
        long one = dealFiles.keep(deal, "Один.pdf", large, owner, null).file().id();
        long two = dealFiles.keep(deal, "Два.pdf", large, owner, null).file().id();

        assertField("fileIds", draft(one, two), "«Два.pdf» (10,0 МБ)");
    }

    @Test
    void aTemplateThatDoesNotFitYetIsNotOfferedAndTheGreetingIsTheRecipients() {
        assertThat(transaction.<List<String>>execute(status -> starts.offered(deal(deal)).stream()
                        .map(template -> template.code())
                        .toList()))
                .containsExactly("deal-letter", "request-confirmation");
        assertThatThrownBy(() -> starts.of(deal, "policy", null)).hasMessageContaining("ещё рано");
        assertThatThrownBy(() -> starts.of(deal, "contract-document", null)).hasMessageContaining("такого нет");
        assertThat(starts.of(deal, " ", null)).isEqualTo(new LetterStarts.Start("", ""));
        LetterStarts.Start start = starts.of(deal, "deal-letter", petrov.id());
        assertThat(start.subject()).contains(deal);
        assertThat(start.text())
                .startsWith("Здравствуйте, Пётр Петров!\n\n\n\n")
                .contains("С уважением");
    }
}
