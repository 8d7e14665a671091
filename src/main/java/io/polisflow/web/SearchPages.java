package io.polisflow.web;

import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ContactRegister.Person;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.policy.Policy;
import io.polisflow.crm.search.QuickSearch;
import io.polisflow.crm.search.QuickSearch.Found;
import io.polisflow.crm.search.QuickSearch.Hits;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts into words what a text finds, for the search box and for the page of all results. */
@Service
@Transactional(readOnly = true)
class SearchPages {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final QuickSearch search;
    private final Dictionaries dictionaries;
    private final AuditTrail audit;

    SearchPages(QuickSearch search, Dictionaries dictionaries, AuditTrail audit) {
        this.audit = audit;
        this.search = search;
        this.dictionaries = dictionaries;
    }

    /** @param note what tells it from its namesakes, maybe empty @param href below the application's root */
    record Hit(String title, String note, String href) {}

    /**
     * Hits of one kind; groups without any are left out.
     *
     * @param code {@code clients}, {@code contacts}, {@code deals} or {@code policies}
     * @param more whether there are others
     */
    record Group(String code, String label, List<Hit> hits, boolean more) {}

    /** @param mostOfEach hits in a group */
    List<Group> find(String text, int mostOfEach) {
        Found found = search.find(text, mostOfEach);
        audit.saw(found.people().items().stream()
                .map(person -> AuditSubject.of("contact", person.contact().id())
                        .ofClient(person.client().id()))
                .toList());
        return Stream.of(
                        group(
                                "clients",
                                found.similar() ? "Похожие клиенты" : "Клиенты",
                                found.clients(),
                                SearchPages::client),
                        group("contacts", "Контакты", found.people(), this::person),
                        group("deals", "Сделки", found.deals(), SearchPages::deal),
                        group("policies", "Полисы", found.policies(), SearchPages::policy))
                .filter(group -> !group.hits().isEmpty())
                .toList();
    }

    private static <T> Group group(String code, String label, Hits<T> hits, Function<T, Hit> inWords) {
        return new Group(code, label, hits.items().stream().map(inWords).toList(), hits.more());
    }

    private static Hit client(Client client) {
        return new Hit(client.name(), client.inn() == null ? "" : "ИНН " + client.inn(), card(client));
    }

    private Hit person(Person person) {
        String who = Stream.of(
                        person.contact().name(),
                        person.contact().email(),
                        person.contact().phone())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("Имя неизвестно");
        String note = Stream.of(
                        dictionaries.label(
                                Dictionary.CONTACT_ROLE, person.contact().role()),
                        person.client().name(),
                        person.contact().phone(),
                        person.contact().email())
                .filter(part -> part != null && !part.isBlank() && !part.equals(who))
                .collect(Collectors.joining(" · "));
        return new Hit(who, note, card(person.client()));
    }

    private static Hit deal(Deal deal) {
        return new Hit(
                deal.number(), deal.client().name() + " · " + deal.stage().label(), "/crm/deals/" + deal.number());
    }

    private static Hit policy(Policy policy) {
        String term = policy.isCancelled() ? policy.state().label() : "до " + DAY.format(policy.endsOn());
        return new Hit(
                policy.number(),
                policy.client().name() + " · " + policy.product().name() + " · " + term,
                "/crm/deals/" + policy.deal().number());
    }

    private static String card(Client client) {
        return "/crm/clients/" + client.id();
    }
}
