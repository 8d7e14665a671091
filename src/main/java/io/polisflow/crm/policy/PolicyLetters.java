package io.polisflow.crm.policy;

import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.letter.LetterTemplates;
import io.polisflow.crm.letter.Letters;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells the client the numbers and dates of the policies that a deal brought. */
@Service
@Transactional
public class PolicyLetters {

    private final Deals deals;
    private final Policies policies;
    private final Clients clients;
    private final Letters letters;
    private final LetterTemplates templates;
    private final Staff staff;

    PolicyLetters(
            Deals deals, Policies policies, Clients clients, Letters letters, LetterTemplates templates, Staff staff) {
        this.deals = deals;
        this.policies = policies;
        this.clients = clients;
        this.letters = letters;
        this.templates = templates;
        this.staff = staff;
    }

    /** @return the letter's id, for delivery; empty when there is no policy or nobody to write to */
    public Optional<Long> write(String dealNumber) {
        Deal deal = deals.get(dealNumber);
        List<Policy> issued = policies.of(deal);
        Optional<Contact> recipient = Stream.concat(
                        Stream.of(deal.contact()).filter(Objects::nonNull),
                        clients.contactsOf(deal.client().id()).stream())
                .filter(contact -> contact.email() != null && !contact.removed())
                .findFirst();
        if (issued.isEmpty() || recipient.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(letters.writeService(
                dealNumber,
                List.of(recipient.get().email()),
                templates.render("policy", facts(deal, issued, recipient.get().name())),
                List.of()));
    }

    /** @return what the letter's template may name; empty while the deal has brought no policy */
    @Transactional(readOnly = true)
    public Optional<Map<String, Object>> letterFacts(Deal deal) {
        List<Policy> issued = policies.of(deal);
        String contact = deal.contact() == null ? null : deal.contact().name();
        return issued.isEmpty() ? Optional.empty() : Optional.of(facts(deal, issued, contact));
    }

    private Map<String, Object> facts(Deal deal, List<Policy> issued, String contactName) {
        Optional<Staff.Employee> manager = Optional.ofNullable(deal.owner()).flatMap(staff::find);
        Map<String, Object> model = new HashMap<>();
        model.put("contactName", contactName);
        model.put("companyName", deal.client().name());
        model.put("dealNumber", deal.number());
        model.put("contractNumber", issued.get(0).contractNumber());
        model.put("policies", issued.stream().map(Row::of).toList());
        model.put("managerName", manager.map(Staff.Employee::name).orElse(null));
        model.put("managerEmail", manager.map(Staff.Employee::email).orElse(null));
        return model;
    }

    /**
     * A policy as the letter tells it.
     *
     * @param premium rubles
     */
    public record Row(
            String number, String product, String object, LocalDate startsOn, LocalDate endsOn, BigDecimal premium) {

        static Row of(Policy policy) {
            return new Row(
                    policy.number(),
                    policy.product().name(),
                    policy.object(),
                    policy.startsOn(),
                    policy.endsOn(),
                    policy.premium());
        }
    }
}
