package io.polisflow.web.calendar;

import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.client.SearchText;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealCondition;
import io.polisflow.crm.deal.DealRegister;
import io.polisflow.crm.deal.DealRegister.Search;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Stage;
import io.polisflow.web.StaffNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Offers what a touch is planned for: an open deal and whom to talk to there. */
@Service
@Transactional(readOnly = true)
class PlanChoices {

    private static final int MOST = 6;

    private final DealRegister register;
    private final Deals deals;
    private final Clients clients;
    private final Staff staff;
    private final CalendarRights rights;

    PlanChoices(DealRegister register, Deals deals, Clients clients, Staff staff, CalendarRights rights) {
        this.register = register;
        this.deals = deals;
        this.clients = clients;
        this.staff = staff;
        this.rights = rights;
    }

    /** @param owner the manager's name; null where all are one's own */
    record DealChoice(String number, String client, String stage, String owner, boolean chosen) {}

    /**
     * @param more whether there are more than these
     * @param kept whether the one that was chosen before is among them
     */
    record Choices(List<DealChoice> deals, boolean more, boolean kept) {}

    /** Nothing is planned any more for a deal that is won or lost. @param owners null for everybody's */
    private record OpenDeals(Set<String> owners) implements DealCondition {

        @Override
        public String jpql() {
            return "d.stage not in :closed" + (owners == null ? "" : " and d.owner in :planners");
        }

        @Override
        public Map<String, Object> parameters() {
            List<Stage> closed = List.of(Stage.WON, Stage.LOST);
            return owners == null ? Map.of("closed", closed) : Map.of("closed", closed, "planners", owners);
        }
    }

    /** @param usual whether the deal is with this one */
    record ContactChoice(long id, String name, boolean usual) {}

    /**
     * Newest first; of managers their own deals, and of those whom they stand in for.
     *
     * @param owner whose calendar is shown, as {@link CalendarAddress} has it
     * @param chosen number of the deal that was chosen before, or null
     */
    Choices deals(String text, String owner, String chosen) {
        boolean one = owner != null && !owner.isBlank() && !owner.equals(CalendarAddress.TEAM);
        boolean all = rights.mayChoose();
        String of = all && one ? owner.replaceAll("\\p{Cntrl}", "") : null;
        Set<String> planners = rights.plansFor();
        boolean several = all || planners.size() > 1;
        OpenDeals open = new OpenDeals(all ? null : planners);
        Page<Deal> found = register.find(new Search(null, of, SearchText.of(text), open), PageRequest.of(0, MOST));
        StaffNames names = new StaffNames(staff, found.stream().map(Deal::owner));
        boolean single = found.getTotalElements() == 1;
        return new Choices(
                found.stream()
                        .map(deal -> new DealChoice(
                                deal.number(),
                                deal.client().name(),
                                deal.stage().label(),
                                several ? names.ofOwner(deal.owner()) : null,
                                single || deal.number().equals(chosen)))
                        .toList(),
                found.getTotalElements() > MOST,
                found.stream().anyMatch(deal -> deal.number().equals(chosen)));
    }

    /** @throws ResponseStatusException 404 when there is no such deal */
    List<ContactChoice> contacts(String number) {
        Deal deal = deals.find(number)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой сделки нет"));
        Contact usual = deal.contact();
        return clients.contactsOf(deal.client().id()).stream()
                .map(contact -> new ContactChoice(contact.id(), nameOf(contact), contact.equals(usual)))
                .toList();
    }

    private static String nameOf(Contact contact) {
        return Stream.of(contact.name(), contact.email(), contact.phone())
                .filter(text -> text != null)
                .findFirst()
                .orElse("без имени");
    }
}
