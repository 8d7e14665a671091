package io.polisflow.web.personal;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.personal.Consent;
import io.polisflow.crm.personal.Consents;
import io.polisflow.crm.personal.Purpose;
import io.polisflow.crm.personal.Purposes;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads what a client's people agreed to, purpose by purpose, and the documents that say so. */
@Service
@Transactional(readOnly = true)
public class ConsentPages {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final Consents consents;
    private final Purposes purposes;
    private final Clients clients;
    private final Staff staff;
    private final Clock clock;
    private final DateTimeFormatter when;

    ConsentPages(Consents consents, Purposes purposes, Clients clients, Staff staff, Clock clock) {
        this.consents = consents;
        this.purposes = purposes;
        this.clients = clients;
        this.staff = staff;
        this.clock = clock;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /** What one person said of each purpose last. */
    public record PersonView(long id, String name, String reach, List<PurposeView> purposes) {

        /** Whether they never said anything. */
        public boolean isSilent() {
            return purposes.stream().allMatch(purpose -> purpose.consentId() == null);
        }
    }

    /**
     * @param consentId null when nothing was said
     * @param state in words, «нет» when nothing was said
     * @param open whether there is something to withdraw
     * @param since when it was said, and how
     * @param until the last day, or null
     */
    public record PurposeView(
            String code,
            String name,
            Long consentId,
            String state,
            String tone,
            boolean open,
            String since,
            String until) {}

    /** One thing that was said, whoever said it. */
    public record LineView(long id, String at, String who, String purpose, String what) {}

    /** A consent in full. @param file where the scan or the kept text is to be had, null when there is none */
    public record DocumentView(
            long id,
            Long clientId,
            String purpose,
            String state,
            String tone,
            String subject,
            String operator,
            String data,
            String actions,
            String text,
            String version,
            String given,
            String until,
            String withdrawn,
            String note,
            FileView file) {}

    public record FileView(String name, String href, String sha256) {}

    public record ClientView(long id, String name, List<PersonView> people, List<LineView> history) {}

    /** @throws java.util.NoSuchElementException when there is no such client */
    ClientView of(long clientId) {
        Client client = clients.get(clientId);
        List<Consent> said = saidBy(clients.everyContactOf(client.id()));
        Map<String, String> names = purposes.all().stream().collect(Collectors.toMap(Purpose::code, Purpose::name));
        return new ClientView(
                client.id(),
                client.name(),
                people(client.id(), said),
                said.stream().flatMap(consent -> lines(consent, names).stream()).toList());
    }

    /** @return the client's people with what each said last of each purpose */
    public List<PersonView> people(long clientId) {
        return people(clientId, saidBy(clients.contactsOf(clientId)));
    }

    private List<Consent> saidBy(List<Contact> people) {
        return consents.of(people.stream().map(Contact::id).toList());
    }

    private List<PersonView> people(long clientId, List<Consent> said) {
        List<Purpose> all = purposes.all();
        return clients.contactsOf(clientId).stream()
                .map(contact -> new PersonView(
                        contact.id(),
                        contact.name() == null ? "Имя неизвестно" : contact.name(),
                        java.util.stream.Stream.of(contact.email(), contact.phone())
                                .filter(java.util.Objects::nonNull)
                                .collect(Collectors.joining(", ")),
                        all.stream()
                                .map(purpose -> view(purpose, said, contact))
                                .toList()))
                .toList();
    }

    private PurposeView view(Purpose purpose, List<Consent> said, Contact contact) {
        Optional<Consent> last = said.stream()
                .filter(consent -> consent.contact().id().equals(contact.id())
                        && consent.purpose().equals(purpose.code()))
                .findFirst();
        if (last.isEmpty()) {
            return new PurposeView(purpose.code(), purpose.name(), null, "нет", "", false, null, null);
        }
        Consent consent = last.get();
        Consent.State state = consent.state(today());
        String since = consent.withdrawnAt() == null
                ? when.format(consent.givenAt()) + ", " + consent.channel().label()
                : when.format(consent.withdrawnAt()) + ", "
                        + consent.withdrawnChannel().label();
        return new PurposeView(
                purpose.code(),
                purpose.name(),
                consent.id(),
                state.label(),
                tone(state),
                consent.withdrawnAt() == null,
                since,
                consent.withdrawnAt() == null ? DAY.format(consent.endsOn()) : null);
    }

    private List<LineView> lines(Consent consent, Map<String, String> names) {
        List<LineView> lines = new ArrayList<>();
        String who = consent.subjectName() == null ? consent.subjectEmail() : consent.subjectName();
        String purpose = names.get(consent.purpose());
        if (consent.withdrawnAt() != null) {
            lines.add(new LineView(
                    consent.id(),
                    when.format(consent.withdrawnAt()),
                    who,
                    purpose,
                    (consent.givenAt() == null ? "Отказ" : "Отозвано") + ", "
                            + consent.withdrawnChannel().label() + by(consent.withdrawnBy())));
        }
        if (consent.givenAt() != null) {
            lines.add(new LineView(
                    consent.id(),
                    when.format(consent.givenAt()),
                    who,
                    purpose,
                    "Дано, " + consent.channel().label() + by(consent.takenBy())));
        }
        return lines;
    }

    private String by(String user) {
        return user == null ? "" : ", принял(а) " + staff.nameOf(user);
    }

    /** @return empty when the client's people said no such thing */
    Optional<DocumentView> document(long clientId, long consentId) {
        Map<Long, Contact> people = clients.everyContactOf(clients.get(clientId).id()).stream()
                .collect(Collectors.toMap(Contact::id, Function.identity()));
        return consents.find(consentId)
                .filter(consent -> people.containsKey(consent.contact().id()))
                .map(consent -> document(clients.get(clientId).id(), consent));
    }

    private DocumentView document(long clientId, Consent consent) {
        boolean given = consent.givenAt() != null;
        Purpose purpose = given ? consents.textOf(consent) : purposes.current(consent.purpose());
        Consent.State state = consent.state(today());
        return new DocumentView(
                consent.id(),
                clientId,
                purpose.name(),
                state.label(),
                tone(state),
                java.util.stream.Stream.of(consent.subjectName(), consent.subjectEmail(), consent.subjectPhone())
                        .filter(java.util.Objects::nonNull)
                        .collect(Collectors.joining(", ")),
                consent.operator(),
                purpose.data(),
                purpose.actions(),
                given ? purpose.text() : null,
                given
                        ? purpose.version() + " от "
                                + DAY.format(purpose.validFrom().atZone(clock.getZone()))
                        : null,
                given
                        ? when.format(consent.givenAt()) + ", "
                                + consent.channel().label() + by(consent.takenBy())
                        : null,
                given ? DAY.format(consent.endsOn()) : null,
                consent.withdrawnAt() == null
                        ? null
                        : when.format(consent.withdrawnAt()) + ", "
                                + consent.withdrawnChannel().label() + by(consent.withdrawnBy()),
                consent.withdrawnNote(),
                consent.document() == null ? null : file(consent.document()));
    }

    private static FileView file(StoredFile file) {
        return new FileView(file.name(), "/api/files/" + file.id() + "/" + encoded(file.name()), file.sha256());
    }

    private static String encoded(String name) {
        return org.springframework.web.util.UriUtils.encodePathSegment(name, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String tone(Consent.State state) {
        return switch (state) {
            case GIVEN -> "good";
            case EXPIRED -> "warn";
            case WITHDRAWN, REFUSED -> "bad";
        };
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
