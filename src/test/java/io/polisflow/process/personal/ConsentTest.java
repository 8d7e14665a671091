package io.polisflow.process.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.correspondence.DealLetters;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.letter.Letter;
import io.polisflow.crm.letter.Unsubscribing;
import io.polisflow.crm.personal.Consent;
import io.polisflow.crm.personal.ConsentChannel;
import io.polisflow.crm.personal.Consents;
import io.polisflow.crm.personal.Consents.Taken;
import io.polisflow.crm.personal.Ground;
import io.polisflow.crm.personal.Permits;
import io.polisflow.crm.personal.Purpose;
import io.polisflow.crm.personal.Purposes;
import io.polisflow.crm.request.RequestInbox.Consented;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.telephony.CallInbox;
import io.polisflow.crm.telephony.CallRecord;
import io.polisflow.crm.telephony.CallRecordings;
import io.polisflow.crm.telephony.Calls;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.letterdelivery.LetterDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A consent is a document of its own for each purpose, and taking it back stops letters, calls and recordings at once. */
class ConsentTest extends ProcessTest {

    @Autowired
    private Consents consents;

    @Autowired
    private Purposes purposes;

    @Autowired
    private Permits permits;

    @Autowired
    private Files files;

    @Autowired
    private DealLetters dealLetters;

    @Autowired
    private TouchCalendar calendar;

    @Autowired
    private Unsubscribing unsubscribing;

    @Autowired
    private Calls calls;

    @Autowired
    private CallInbox callInbox;

    @Autowired
    private CallRecordings recordings;

    @Autowired
    private JdbcTemplate jdbc;

    private String deal;
    private Contact petrov;

    @BeforeEach
    void aDealFromTheSite() {
        deal = dealOf(with(webForm(freshInn()), "phone", phone()));
        petrov = deal(deal).contact();
        mail.reset();
    }

    private static String phone() {
        return "+7916" + "%07d".formatted(Math.floorMod(UUID.randomUUID().hashCode(), 10_000_000));
    }

    private List<Consent> said() {
        return transaction.execute(status -> {
            List<Consent> found = consents.of(List.of(petrov.id()));
            found.forEach(consent -> consent.contact().name());
            return found;
        });
    }

    private void agree(String purpose) {
        consents.give(petrov.id(), new Taken(purpose, null, ConsentChannel.PHONE, "manager", null));
    }

    private void withdraw(String purpose) {
        consents.withdraw(petrov.id(), purpose, ConsentChannel.PHONE, "manager", "Позвонил и отказался");
    }

    private void wordAgain(String purpose) {
        Purpose now = purposes.current(purpose);
        purposes.reword(purpose, now.version(), now.text() + " Уточнение " + UUID.randomUUID() + ".", "supervisor");
    }

    @Test
    void theMarkOnTheFormBecomesADocument() {
        Consent consent = said().get(0);

        assertThat(said()).hasSize(1);
        assertThat(consent.purpose()).isEqualTo(Purpose.REQUEST);
        assertThat(consent.channel()).isEqualTo(ConsentChannel.SITE);
        assertThat(consent.givenAt()).isEqualTo(clock.instant());
        assertThat(consent.endsOn())
                .isEqualTo(clock.instant().atZone(clock.getZone()).toLocalDate().plusMonths(60));
        assertThat(consent.textVersion())
                .isEqualTo(purposes.current(Purpose.REQUEST).version());
        String document = new String(files.content(consent.document()), StandardCharsets.UTF_8);
        assertThat(document)
                .contains("Субъект: " + petrov.name() + ", " + petrov.email() + ", " + petrov.phone())
                .contains("Оператор: ")
                .contains("Цель: Ответ на обращение")
                .contains("Действия: ")
                .contains("Срок: по ")
                .contains("Отзыв: ")
                .contains(purposes.current(Purpose.REQUEST).text());
        assertThat(consent.document().sha256()).hasSize(64);
    }

    @Test
    void aFormMayAgreeToAdvertisingTooAndNamesTheTextThatItShowed() {
        wordAgain(Purpose.REQUEST);
        IncomingRequest in = webForm(freshInn());
        String other = dealOf(new IncomingRequest(
                in.channel(),
                in.externalId(),
                in.inn(),
                in.companyName(),
                in.contactName(),
                in.phone(),
                in.email(),
                in.product(),
                in.object(),
                in.risks(),
                in.sumInsured(),
                in.startsOn(),
                null,
                in.text(),
                true,
                List.of(),
                in.raw(),
                List.of(),
                List.of(),
                null,
                new Consented(1, true)));
        petrov = deal(other).contact();

        assertThat(said()).extracting(Consent::purpose).containsExactlyInAnyOrder(Purpose.REQUEST, Purpose.MARKETING);
        assertThat(said())
                .filteredOn(consent -> consent.purpose().equals(Purpose.REQUEST))
                .extracting(Consent::textVersion)
                .containsExactly(1);
    }

    @Test
    void whatSomebodyAgreedToStaysWhenTheTextIsWordedAnew() {
        agree(Purpose.RECORDING);
        Consent before = said().get(0);
        String agreed = purposes.of(Purpose.RECORDING, before.textVersion()).text();

        wordAgain(Purpose.RECORDING);

        String now =
                transaction.execute(status -> consents.textOf(said().get(0)).text());
        assertThat(now).isEqualTo(agreed);
        assertThat(purposes.current(Purpose.RECORDING).text()).isNotEqualTo(agreed);
        assertThatThrownBy(() -> purposes.reword(Purpose.RECORDING, before.textVersion(), agreed + "!", "head"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Тем временем появилась версия");
        assertThatThrownBy(() -> purposes.reword(Purpose.RECORDING, before.textVersion() + 1, "коротко", "head"))
                .hasMessageContaining("от 40 до");
    }

    @Test
    void paperNeedsItsScanAndAConsentThatHoldsIsNotTakenTwice() {
        assertThatThrownBy(() -> consents.give(
                        petrov.id(), new Taken(Purpose.TRANSFER, null, ConsentChannel.PAPER, "manager", null)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Приложите скан");
        consents.give(
                petrov.id(),
                new Taken(
                        Purpose.TRANSFER,
                        null,
                        ConsentChannel.PAPER,
                        "manager",
                        new Consents.Scan("Скан.pdf", "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8))));
        assertThat(said().get(0).document().name()).isEqualTo("Скан.pdf");
        assertThatThrownBy(() -> agree(Purpose.TRANSFER)).hasMessageContaining("уже действует");
    }

    @Test
    void aConsentEndsWithItsTerm() {
        agree(Purpose.MARKETING);
        assertThat(permits.refusal(Ground.MARKETING, petrov)).isEmpty();

        clock.move(Duration.ofDays(366 * 3));

        assertThat(permits.refusal(Ground.MARKETING, petrov))
                .hasValueSatisfying(why -> assertThat(why).contains("срок согласия «Рекламные письма и звонки» истёк"));
        assertThat(permits.refusal(Ground.REQUEST, petrov)).isEmpty();
    }

    @Test
    void withdrawnIsWithdrawnOnEveryCardOfThePerson() {
        String other = dealOf(with(webForm(freshInn()), "email", petrov.email()));
        Contact twin = deal(other).contact();
        assertThat(twin.id()).isNotEqualTo(petrov.id());

        withdraw(Purpose.REQUEST);

        assertThat(permits.refusal(Ground.REQUEST, twin)).isPresent();
        assertThat(history(other)).anyMatch(line -> line.startsWith("Согласие отозвано: «Ответ на обращение"));
        assertThatThrownBy(() -> withdraw(Purpose.REQUEST)).hasMessageContaining("уже отказался");
        agree(Purpose.REQUEST);
        assertThat(permits.refusal(Ground.REQUEST, petrov)).isEmpty();
    }

    @Test
    void whatAPersonSaidOnACardThatWasMergedStillCounts() {
        Contact former = clients.findOrCreateContact(
                deal(deal).client(), "Пётр Петров", "former" + UUID.randomUUID() + "@client.example", null);
        consents.withdraw(former.id(), Purpose.REQUEST, ConsentChannel.PHONE, "manager", null);
        jdbc.update("update contact set merged_into = ?, removed = true where id = ?", petrov.id(), former.id());
        assertThat(said()).extracting(Consent::withdrawnAt).containsOnlyNulls();
        jdbc.update("delete from consent where contact_id = ?", petrov.id());

        assertThat(permits.refusal(Ground.REQUEST, petrov)).isPresent();
    }

    @Test
    void aNoWithoutAnEarlierYesCountsToo() {
        withdraw(Purpose.MARKETING);

        assertThat(said().get(0).state(java.time.LocalDate.now(clock))).isEqualTo(Consent.State.REFUSED);
        assertThat(permits.refusal(Ground.MARKETING, petrov)).isPresent();
        assertThat(permits.refusal(Ground.REQUEST, petrov)).isEmpty();
        assertThat(permits.refusal(Ground.CONTRACT, petrov)).isEmpty();
    }

    private DealLetters.Draft draft() {
        return new DealLetters.Draft(
                List.of(petrov.id()), false, null, "Условия страхования", "Добрый день! Ждём ответа.", List.of());
    }

    @Test
    void aLetterThatWaitsIsStoppedAtTheMomentOfSendingAndIsNoIncident() {
        mail.down();
        long id = dealLetters.send(deal, draft(), "manager", null);
        assertThatThrownBy(() -> runJob(deal, LetterDelivery.TASK_DELIVER_LETTER))
                .isInstanceOf(RuntimeException.class);
        mail.up();

        withdraw(Purpose.REQUEST);
        runJob(deal, LetterDelivery.TASK_DELIVER_LETTER);

        assertThat(mail.sent()).isEmpty();
        Letter letter = transaction.execute(status -> letters.get(id));
        assertThat(letter.stopped()).isTrue();
        assertThat(letter.failure()).contains("отозвано").contains("Служебные письма и звонки по договору остаются");
        assertThat(ended(deal, LetterDelivery.END_LETTER_STOPPED)).isTrue();
        assertThat(instance(LetterDelivery.KEY, deal)).isNull();
        assertThat(runtime.createIncidentQuery()
                        .processDefinitionKeyIn(LetterDelivery.KEY)
                        .list())
                .noneMatch(incident -> deal.equals(incident.getProcessInstanceId()));
        assertThat(history(deal)).anyMatch(line -> line.contains("не отправлено на " + petrov.email()));
        assertThatThrownBy(() -> dealLetters.send(deal, draft(), "manager", null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("отозвано");
    }

    @Test
    void onlyWhoTookBackGetsNoLetter() {
        Contact other = clients.findOrCreateContact(
                deal(deal).client(), "Анна Белова", "belova" + UUID.randomUUID() + "@client.example", null);
        DealLetters.Draft draft = new DealLetters.Draft(
                List.of(petrov.id(), other.id()), false, null, "Условия", "Добрый день! Ждём.", List.of());
        dealLetters.send(deal, draft, "manager", null);
        withdraw(Purpose.REQUEST);

        runJob(deal, LetterDelivery.TASK_DELIVER_LETTER);

        assertThat(mail.sent()).singleElement().satisfies(sent -> assertThat(sent.to())
                .containsExactly(other.email()));
    }

    @Test
    void callsPlansAndNewTouchesEndAtOnce() {
        LocalDateTime at = LocalDateTime.now(clock).plusDays(1).withHour(11).withMinute(0);
        Activity touch = calendar.plan(
                deal, new TouchCalendar.Plan(Activity.Kind.CALL, at, null, petrov.id(), "Обсудить условия"));

        withdraw(Purpose.REQUEST);

        assertThat(calendar.get(touch.id()).state()).isEqualTo(Activity.State.CANCELLED);
        assertThatThrownBy(() -> calls.order(deal, petrov.id(), "manager", null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("отозвано");
        assertThat(jdbc.queryForObject(
                        "select count(*) from call_order where contact_id = ?", Integer.class, petrov.id()))
                .isZero();
        assertThatThrownBy(() -> calendar.plan(
                        deal, new TouchCalendar.Plan(Activity.Kind.CALL, at, null, petrov.id(), "Ещё раз")))
                .hasMessageContaining("отозвано");
    }

    @Test
    void aTalkIsNotKeptOnceItsRecordingIsRefused() {
        String entry = "entry-" + UUID.randomUUID();
        callInbox.summary(new CallInbox.Summary(
                entry,
                CallRecord.Direction.OUTGOING,
                "101",
                petrov.phone(),
                clock.instant(),
                clock.instant(),
                clock.instant().plusSeconds(60)));
        String recording = "rec-" + UUID.randomUUID();
        recordings.announced(recording, entry);

        withdraw(Purpose.RECORDING);

        assertThat(recordings.fetch(recording)).isEqualTo(CallRecordings.Answer.UNUSABLE);
        recordings.giveUp(recording);
        assertThat(jdbc.queryForMap(
                        "select state, reason, file_id from call_recording where recording_id = ?", recording))
                .containsEntry("STATE", "MISSING")
                .containsEntry("FILE_ID", null)
                .hasEntrySatisfying("REASON", why -> assertThat((String) why).contains("отказ от «Запись"));
    }

    @Test
    void anAdvertisingLetterBringsTheWayOutWithIt() {
        jdbc.update("update deal set kind = 'RENEWAL' where number = ?", deal);
        long id = dealLetters.send(deal, draft(), "manager", null);
        runJob(deal, LetterDelivery.TASK_DELIVER_LETTER);
        Letter letter = transaction.execute(status -> letters.get(id));

        assertThat(letter.ground()).isEqualTo(Ground.OFFER);
        assertThat(letter.unsubscribeKey()).hasSizeGreaterThan(40);
        assertThat(mail.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.unsubscribe()).endsWith("/hooks/unsubscribe/" + letter.unsubscribeKey());
            assertThat(sent.text()).contains(sent.unsubscribe());
            assertThat(sent.html()).contains(sent.unsubscribe());
        });
        assertThat(letter.text()).as("what history shows").doesNotContain("unsubscribe");

        assertThatThrownBy(() -> unsubscribing.refuse(letter.unsubscribeKey(), "чужой@client.example"))
                .isInstanceOf(RefusedException.class);
        unsubscribing.refuse(letter.unsubscribeKey(), null);
        unsubscribing.refuse(letter.unsubscribeKey(), petrov.email());

        assertThat(said().get(0).withdrawnChannel()).isEqualTo(ConsentChannel.LINK);
        assertThatThrownBy(() -> dealLetters.send(deal, draft(), "manager", null))
                .hasMessageContaining("отказ от «Рекламные письма");
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    Consent known = consents.of(List.of(petrov.id())).get(0);
                    consents.withdraw(petrov.id(), known.purpose(), ConsentChannel.CARD, "manager", null);
                }))
                .isInstanceOf(RefusedException.class)
                .isNotInstanceOf(ConflictException.class);
    }
}
