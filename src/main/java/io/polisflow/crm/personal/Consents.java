package io.polisflow.crm.personal;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.CompanyName;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes consents as documents of their own, one for each purpose, and their withdrawals, by whatever way they come. */
@Service
@Transactional
public class Consents {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final int LONGEST_NOTE = 1_000;

    private final ConsentRepository consents;
    private final Purposes purposes;
    private final Files files;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final String operator;
    private final DateTimeFormatter when;

    Consents(
            ConsentRepository consents,
            Purposes purposes,
            Files files,
            ApplicationEventPublisher events,
            Clock clock,
            @Value("${polisflow.company.name:}") String company,
            @Value("${polisflow.company.inn:}") String inn,
            @Value("${polisflow.company.address:}") String address) {
        this.consents = consents;
        this.purposes = purposes;
        this.files = files;
        this.events = events;
        this.clock = clock;
        this.operator = company + (inn.isBlank() ? "" : ", ИНН " + inn) + (address.isBlank() ? "" : ", " + address);
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /**
     * A consent as it is taken.
     *
     * @param version of the text that the person saw, null for the newest
     * @param user who takes it, null when the person gives it themselves
     * @param scan the signed paper or the letter, or null: then the text itself is kept
     */
    public record Taken(String purpose, Integer version, ConsentChannel channel, String user, Scan scan) {}

    /** @param type media type, told by the content */
    public record Scan(String name, String type, byte[] content) {}

    /**
     * @throws RefusedException when the purpose is none, the person is off the card, paper comes without its scan, or the consent is
     *     there already
     */
    public Consent give(long contactId, Taken taken) {
        Contact contact = person(contactId);
        Purpose purpose = purposes.of(taken.purpose(), taken.version());
        if (taken.channel() == ConsentChannel.PAPER && taken.scan() == null) {
            throw new RefusedException("file", "Приложите скан подписанного согласия: PDF, JPG или PNG");
        }
        boolean there = newest(consents.findOf(List.of(contact.id())), purpose.code())
                .filter(known -> known.state(today()) == Consent.State.GIVEN)
                .filter(known -> purpose.version() == known.textVersion())
                .isPresent();
        if (there) {
            throw new RefusedException("purpose", "Такое согласие уже действует: новое не нужно");
        }
        return take(contact, purpose, clock.instant(), taken, null);
    }

    /**
     * What the sender of a request agreed to; the same request twice makes one consent.
     *
     * @param version of the text on the form, or null for the one that was valid
     */
    public void ofRequest(Contact contact, long requestId, String purpose, Integer version, Instant at) {
        if (contact == null
                || consents.findByRequestIdAndPurpose(requestId, purpose).isPresent()) {
            return;
        }
        Purpose agreed = known(purpose, version);
        take(contact, agreed, at, new Taken(purpose, agreed.version(), ConsentChannel.SITE, null, null), requestId);
    }

    /** A site that names a text which we do not know keeps its lead: the newest text counts. */
    private Purpose known(String purpose, Integer version) {
        boolean exists =
                version != null && purposes.versions(purpose).stream().anyMatch(text -> text.version() == version);
        return exists ? purposes.of(purpose, version) : purposes.current(purpose);
    }

    private Consent take(Contact contact, Purpose purpose, Instant at, Taken taken, Long requestId) {
        Consent consent = Consent.given(purpose, contact, operator, at, taken.channel(), clock.getZone());
        StoredFile document = taken.scan() == null
                ? files.keep(
                        "Согласие «" + purpose.name() + "» " + DAY.format(at.atZone(clock.getZone())) + ".txt",
                        "text/plain",
                        wording(consent, purpose).getBytes(StandardCharsets.UTF_8))
                : files.keep(
                        taken.scan().name(), taken.scan().type(), taken.scan().content());
        consent.takenBy(taken.user(), requestId, document);
        return consents.saveAndFlush(consent);
    }

    /** The document that says what was agreed to, by whom, for what and until when. */
    private String wording(Consent consent, Purpose purpose) {
        return String.join(
                "\n",
                "СОГЛАСИЕ НА ОБРАБОТКУ ПЕРСОНАЛЬНЫХ ДАННЫХ",
                "",
                "Субъект: " + subject(consent),
                "Оператор: " + operator,
                "Цель: " + purpose.name(),
                "Данные: " + purpose.data(),
                "Действия: " + purpose.actions(),
                "Срок: по " + DAY.format(consent.endsOn()) + " или до отзыва",
                "Отзыв: письмом на адрес оператора, по телефону, через менеджера"
                        + (purpose.code().equals(Purpose.MARKETING) ? " или по ссылке в письме" : ""),
                "Версия текста: " + purpose.version() + " от "
                        + DAY.format(purpose.validFrom().atZone(clock.getZone())),
                "Дано: " + when.format(consent.givenAt()) + ", способ: "
                        + consent.channel().label(),
                "",
                purpose.text(),
                "");
    }

    private static String subject(Consent consent) {
        return String.join(
                ", ",
                java.util.stream.Stream.of(consent.subjectName(), consent.subjectEmail(), consent.subjectPhone())
                        .filter(part -> part != null && !part.isBlank())
                        .toList());
    }

    /**
     * Takes back what the person agreed to, on every card where they stand; who never agreed says no for good.
     *
     * @param user who takes it, null when the person does it themselves
     * @throws RefusedException when the purpose is none, the person is off the card, or there is nothing to take back any more
     */
    public void withdraw(long contactId, String purpose, ConsentChannel channel, String user, String note) {
        Contact contact = person(contactId);
        Purpose what = purposes.current(purpose);
        if (note != null && note.length() > LONGEST_NOTE) {
            throw new RefusedException("note", "Примечание: не больше " + LONGEST_NOTE + " знаков");
        }
        if (!withdraw(same(contact), what, channel, user, note)) {
            throw new RefusedException("purpose", "Человек уже отказался: «" + what.name() + "»");
        }
    }

    /** Whoever reads letters at this address says no themselves; told again, it changes nothing. */
    public void refuse(String email, String purpose, ConsentChannel channel) {
        withdraw(consents.findByAddress(email), purposes.current(purpose), channel, null, null);
    }

    private boolean withdraw(List<Contact> people, Purpose purpose, ConsentChannel channel, String user, String note) {
        boolean changed = false;
        for (Contact each : people) {
            changed |= withdraw(each, purpose, channel, user, note);
        }
        if (changed) {
            events.publishEvent(new ConsentWithdrawn(
                    people.stream().map(Contact::id).toList(), nameOf(people.get(0)), purpose.name()));
        }
        return changed;
    }

    private boolean withdraw(Contact contact, Purpose purpose, ConsentChannel channel, String user, String note) {
        List<Consent> known = consents.findOf(List.of(contact.id())).stream()
                .filter(consent -> consent.purpose().equals(purpose.code()))
                .toList();
        List<Consent> open =
                known.stream().filter(consent -> consent.withdrawnAt() == null).toList();
        if (open.isEmpty() && !known.isEmpty()) {
            return false;
        }
        List<Consent> withdrawn = open.isEmpty() ? List.of(Consent.refused(purpose, contact, operator)) : open;
        withdrawn.forEach(consent -> {
            consent.withdraw(clock.instant(), channel, user, note);
            consents.saveAndFlush(consent);
        });
        return true;
    }

    /** @return everything that the person said on any card, newest first */
    @Transactional(readOnly = true)
    public List<Consent> of(Collection<Long> contactIds) {
        return contactIds.isEmpty() ? List.of() : consents.findOf(contactIds);
    }

    @Transactional(readOnly = true)
    public Optional<Consent> find(long consentId) {
        return consents.findById(consentId);
    }

    /** @return the text that the person agreed to, as it was worded then */
    @Transactional(readOnly = true)
    public Purpose textOf(Consent consent) {
        return purposes.of(consent.purpose(), consent.textVersion());
    }

    /** @return contacts on any card that are the same person, the given one among them */
    @Transactional(readOnly = true)
    public List<Contact> same(Contact contact) {
        return same(consents, contact);
    }

    static List<Contact> same(ConsentRepository consents, Contact contact) {
        return consents.findSame(
                contact.id(),
                contact.email() == null ? "" : contact.email(),
                contact.phone() == null ? "" : contact.phone(),
                CompanyName.comparable(contact.name()));
    }

    private Contact person(long contactId) {
        return consents.findContact(contactId)
                .filter(contact -> !contact.removed())
                .orElseThrow(() -> new RefusedException("contact", "Такого контакта нет: выберите другого"));
    }

    static Optional<Consent> newest(List<Consent> newestFirst, String purpose) {
        return newestFirst.stream()
                .filter(consent -> consent.purpose().equals(purpose))
                .findFirst();
    }

    static String nameOf(Contact contact) {
        return contact.name() != null ? contact.name() : contact.email() != null ? contact.email() : contact.phone();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
