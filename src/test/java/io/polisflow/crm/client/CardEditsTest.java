package io.polisflow.crm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.client.CardEdits.Outcome;
import io.polisflow.crm.client.FieldOrigin.Editor;
import io.polisflow.crm.journal.CurrentStep;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Editing a card in place: two people at one time, what is refused, and the trail that every change leaves. */
abstract class CardEditsTest extends DatabaseTest {

    private static final Editor ANNA = new Editor("manager", "Анна Морозова");

    @Autowired
    private CardEdits edits;

    @Autowired
    private ClientChanges changes;

    @Autowired
    private ClientContacts contacts;

    private long client;

    @BeforeEach
    void aClient() {
        client = client().id();
    }

    @AfterEach
    void nobodyAtWork() {
        CurrentStep.clear();
    }

    private Outcome<CardField> save(CardField field, String base, String typed) {
        Map<CardField, String> shown = new EnumMap<>(CardField.class);
        Map<CardField, String> back = new EnumMap<>(CardField.class);
        shown.put(field, base);
        back.put(field, typed);
        return edits.saveRequisites(client, shown, back, ANNA);
    }

    private Outcome<ContactField> save(long contact, ContactField field, String base, String typed) {
        Map<ContactField, String> shown = new EnumMap<>(ContactField.class);
        Map<ContactField, String> back = new EnumMap<>(ContactField.class);
        shown.put(field, base);
        back.put(field, typed);
        return edits.saveContact(client, contact, shown, back);
    }

    private long contact(String name, String email) {
        return contacts.add(client, new ClientContacts.Draft(name, null, null, null, email))
                .id();
    }

    private static String mail() {
        return UUID.randomUUID() + "@x.example";
    }

    private List<ClientChange> trail() {
        return changes.of(client, 50);
    }

    @Test
    void anEditLeavesFieldOldNewWhoAndWhen() {
        CurrentStep.setUser("manager");
        save(CardField.ADDRESS, null, "Тула, Мира, 1");
        clock.move(Duration.ofMinutes(5));
        save(CardField.ADDRESS, "Тула, Мира, 1", "  Тула, Мира, 2 ");

        assertThat(clients.get(client).address()).isEqualTo("Тула, Мира, 2");
        assertThat(trail()).hasSize(2).first().satisfies(change -> {
            assertThat(change.field()).isEqualTo(AuditedField.ADDRESS);
            assertThat(change.oldValue()).isEqualTo("Тула, Мира, 1");
            assertThat(change.newValue()).isEqualTo("Тула, Мира, 2");
            assertThat(change.changedBy()).isEqualTo("manager");
            assertThat(change.changedAt()).isEqualTo(clock.instant());
            assertThat(change.processKey()).isNull();
        });
    }

    @Test
    void aChangeMadeInAModelNamesItsStep() {
        CurrentStep.set(
                new CurrentStep.Step("client-acquisition", 3, "Task_CheckCard", "Проверить карточку", "manager2"));
        transaction.executeWithoutResult(status -> {
            clients.get(client).assignOwner("manager2");
            // The token goes on before the database takes the change.
            CurrentStep.set(new CurrentStep.Step("client-acquisition", 3, "Task_OpenDeal", "Открыть сделку", null));
        });

        assertThat(trail()).singleElement().satisfies(change -> {
            assertThat(change.field()).isEqualTo(AuditedField.OWNER);
            assertThat(change.oldValue()).isNull();
            assertThat(change.newValue()).isEqualTo("manager2");
            assertThat(change.activityName()).isEqualTo("Проверить карточку");
            assertThat(change.processKey()).isEqualTo("client-acquisition");
            assertThat(change.processVersion()).isEqualTo(3);
        });
    }

    @Test
    void whatIsRolledBackLeavesNoTrail() {
        transaction.executeWithoutResult(status -> {
            save(CardField.ADDRESS, null, "Орёл");
            status.setRollbackOnly();
        });

        assertThat(trail()).isEmpty();
    }

    @Test
    void twoWhoEditDifferentFieldsBothKeepTheirs() {
        save(CardField.ADDRESS, null, "Тула");
        Map<CardField, String> shown = new EnumMap<>(CardField.class);
        shown.put(CardField.ADDRESS, null);
        shown.put(CardField.HEAD_NAME, null);
        Map<CardField, String> back = new EnumMap<>(shown);
        back.put(CardField.HEAD_NAME, "Иван Ильин");

        Outcome<CardField> outcome = edits.saveRequisites(client, shown, back, ANNA);

        assertThat(outcome.saved()).isTrue();
        assertThat(outcome.others()).singleElement().satisfies(other -> {
            assertThat(other.field()).isEqualTo(CardField.ADDRESS);
            assertThat(other.theirs()).isEqualTo("Тула");
        });
        assertThat(clients.get(client).address()).isEqualTo("Тула");
        assertThat(clients.get(client).headName()).isEqualTo("Иван Ильин");
    }

    @Test
    void ofTwoWhoEditOneFieldTheSecondIsToldAndOverwritesOnlyKnowingly() {
        CurrentStep.setUser("manager2");
        save(CardField.ADDRESS, null, "Тула");
        CurrentStep.setUser("manager");

        Outcome<CardField> outcome = save(CardField.ADDRESS, null, "Орёл");

        assertThat(outcome.saved()).isFalse();
        assertThat(outcome.clashes()).singleElement().satisfies(clash -> {
            assertThat(clash.base()).isNull();
            assertThat(clash.theirs()).isEqualTo("Тула");
            assertThat(clash.mine()).isEqualTo("Орёл");
            assertThat(clash.who()).isEqualTo("manager2");
            assertThat(clash.at()).isEqualTo(clock.instant());
        });
        assertThat(clients.get(client).address()).isEqualTo("Тула");

        assertThat(save(CardField.ADDRESS, "Тула", "Орёл").saved()).isTrue();
        assertThat(clients.get(client).address()).isEqualTo("Орёл");
    }

    @Test
    void twoWhoTypeTheSameDoNotClash() {
        save(CardField.ADDRESS, null, "Тула");

        assertThat(save(CardField.ADDRESS, null, "Тула").clashes()).isEmpty();
        assertThat(trail()).hasSize(1);
    }

    @Test
    void ofManyWhoEditAtOneMomentOneWinsAndTheOthersAreTold() throws Exception {
        AtomicInteger serial = new AtomicInteger();

        List<Outcome<CardField>> outcomes =
                atOnce(() -> save(CardField.ADDRESS, null, "Адрес " + serial.incrementAndGet()));

        assertThat(outcomes.stream().filter(Outcome::saved)).hasSize(1);
        assertThat(trail()).hasSize(1);
    }

    @Test
    void aWrongValueIsRefusedByTheFieldsName() {
        assertThatThrownBy(() -> save(CardField.OGRN, null, "123"))
                .hasMessageContaining("ОГРН")
                .extracting("field")
                .isEqualTo("ogrn");
        long contact = contact("Ольга", mail());
        int lines = trail().size();
        assertThatThrownBy(() -> save(contact, ContactField.PHONE, null, "позвоните"))
                .extracting("field")
                .isEqualTo("phone");
        assertThatThrownBy(() -> save(contact, ContactField.EMAIL, null, "ольга"))
                .extracting("field")
                .isEqualTo("email");
        assertThatThrownBy(() -> save(contact, ContactField.NAME, "Ольга", " "))
                .extracting("field")
                .isEqualTo("name");
        assertThatThrownBy(() -> save(contact, ContactField.ROLE, null, "no-such-role"))
                .extracting("field")
                .isEqualTo("role");
        assertThat(trail()).hasSize(lines);
    }

    @Test
    void aContactsPhoneRoleAndTemperatureAreEditedAndTheTrailNamesThem() {
        long contact = contact("Ольга", mail());

        assertThat(save(contact, ContactField.PHONE, null, "8 (495) 123-45-67").saved())
                .isTrue();
        save(contact, ContactField.ROLE, null, "decision-maker");
        save(contact, ContactField.COLD, "false", "true");

        assertThat(clients.contactsOf(client)).singleElement().satisfies(person -> {
            assertThat(person.phone()).isEqualTo("+74951234567");
            assertThat(person.role()).isEqualTo("decision-maker");
            assertThat(person.cold()).isTrue();
        });
        assertThat(trail())
                .allMatch(change -> change.contactId() == contact)
                .extracting(ClientChange::newValue)
                .startsWith("холодный", "decision-maker", "+74951234567");
    }

    @Test
    void anotherContactsAddressIsRefusedAndANewAddressIsFoundAgain() {
        String taken = mail();
        contact("Пётр", taken);
        String before = mail();
        long contact = contact("Ольга", before);

        assertThatThrownBy(() -> save(contact, ContactField.EMAIL, before, taken))
                .hasMessageContaining("Пётр");
        String after = mail();
        save(contact, ContactField.EMAIL, before, after);

        assertThat(contact("Ольга", after)).isEqualTo(contact);
    }

    @Test
    void whoIsAddedStandsOnTheCardAndInTheTrail() {
        CurrentStep.setUser("manager");
        Map<ContactField, String> typed = new EnumMap<>(ContactField.class);
        typed.put(ContactField.NAME, "Ольга Ли");
        typed.put(ContactField.PHONE, "+7 495 123-45-68");
        typed.put(ContactField.COLD, "true");

        edits.addContact(client, typed);

        assertThat(clients.contactsOf(client)).singleElement().satisfies(person -> {
            assertThat(person.name()).isEqualTo("Ольга Ли");
            assertThat(person.phone()).isEqualTo("+74951234568");
            assertThat(person.cold()).isTrue();
        });
        assertThat(trail())
                .allMatch(change -> change.changedBy().equals("manager"))
                .extracting(ClientChange::field)
                .containsExactlyInAnyOrder(
                        AuditedField.CONTACT_NAME, AuditedField.CONTACT_PHONE, AuditedField.CONTACT_COLD);
    }
}
