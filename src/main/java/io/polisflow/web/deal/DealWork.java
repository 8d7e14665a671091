package io.polisflow.web.deal;

import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.correspondence.LetterStarts;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.dossier.DealFiles;
import io.polisflow.crm.letter.Letters;
import io.polisflow.security.CurrentUser;
import io.polisflow.web.DealAccess;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what the dialogs and cards of a deal's page offer to the reader: letters, touches, objections, files. */
@Service
@Transactional(readOnly = true)
public class DealWork {

    private static final LocalTime PROPOSED_HOUR = LocalTime.of(10, 0);

    private final DealAccess access;
    private final Clients clients;
    private final LetterStarts starts;
    private final Letters letters;
    private final Dictionaries dictionaries;
    private final DealDocuments documents;
    private final DealObjections objections;
    private final WorkingCalendar workingCalendar;
    private final Staff staff;
    private final CurrentUser user;
    private final Clock clock;

    DealWork(
            DealAccess access,
            Clients clients,
            LetterStarts starts,
            Letters letters,
            Dictionaries dictionaries,
            DealDocuments documents,
            DealObjections objections,
            WorkingCalendar workingCalendar,
            Staff staff,
            CurrentUser user,
            Clock clock) {
        this.access = access;
        this.clients = clients;
        this.starts = starts;
        this.letters = letters;
        this.dictionaries = dictionaries;
        this.documents = documents;
        this.objections = objections;
        this.workingCalendar = workingCalendar;
        this.staff = staff;
        this.user = user;
        this.clock = clock;
    }

    /** A value to choose and how people call it. */
    public record Choice(String value, String label) {}

    /**
     * A contact of the client.
     *
     * @param problem why no letter reaches them, or null
     * @param main whether the deal is talked over with them
     */
    public record Person(long id, String name, String role, String email, String problem, boolean main) {}

    /**
     * What the page offers.
     *
     * @param reader user id; drafts in a browser belong to one person
     * @param mayAct whether the reader writes letters, plans touches and records objections
     * @param open whether the deal is neither won nor lost
     * @param key of the dialogs of this page: sent twice, they count once
     * @param room bytes of files that fit into a letter
     * @param largest bytes of the largest file that is taken
     * @param calendar whose calendar touches go to
     * @param touchAt a time to begin with, as a date-time field takes it
     * @param newest the document of ours that came last and can be looked at, or null
     */
    public record Offer(
            String number,
            String reader,
            boolean mayAct,
            boolean mayLeaveFiles,
            boolean open,
            String key,
            List<Person> people,
            List<Choice> templates,
            long room,
            long largest,
            List<Choice> touchKinds,
            String calendar,
            String hours,
            String touchAt,
            List<Choice> categories,
            List<DealDocuments.Document> documents,
            DealDocuments.Document newest,
            List<DealObjections.Row> objections) {}

    public Offer offer(String number) {
        Deal deal = access.find(number);
        List<DealDocuments.Document> files = documents.of(number, user.id());
        return new Offer(
                number,
                user.id(),
                access.mayAct(deal),
                access.mayLeaveFiles(deal),
                deal.stage().isOpen(),
                UUID.randomUUID().toString(),
                clients.contactsOf(deal.client().id()).stream()
                        .filter(contact -> !contact.removed())
                        .map(contact -> person(contact, deal.contact()))
                        .toList(),
                starts.offered(deal).stream()
                        .map(template -> new Choice(template.code(), template.label()))
                        .toList(),
                letters.roomForFiles(),
                DealFiles.LARGEST,
                Arrays.stream(Activity.Kind.values())
                        .map(kind -> new Choice(kind.name(), kind.label()))
                        .toList(),
                deal.owner() == null ? "никому" : staff.nameOf(deal.owner()),
                workingCalendar.hours(),
                workingCalendar
                        .workingDayOnOrAfter(LocalDate.now(clock).plusDays(1))
                        .atTime(PROPOSED_HOUR)
                        .toString(),
                dictionaries.offered(Dictionary.OBJECTION_CATEGORY).stream()
                        .map(category -> new Choice(category.code(), category.label()))
                        .toList(),
                files,
                files.stream().filter(DealDocuments.Document::ours).findFirst().orElse(null),
                objections.of(number));
    }

    private Person person(Contact contact, Contact main) {
        String role = contact.role() == null
                ? contact.position()
                : dictionaries.label(Dictionary.CONTACT_ROLE, contact.role());
        String problem = contact.email() == null
                ? "нет электронной почты"
                : contact.undeliverableAt() == null ? null : "письма не доходят: " + contact.undeliverableNote();
        return new Person(
                contact.id(),
                nameOf(contact),
                role,
                contact.email(),
                problem,
                main != null && contact.id().equals(main.id()));
    }

    private static String nameOf(Contact contact) {
        if (contact.name() != null) {
            return contact.name();
        }
        return contact.email() != null ? contact.email() : contact.phone();
    }
}
