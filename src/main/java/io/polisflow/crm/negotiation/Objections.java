package io.polisflow.crm.negotiation;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.knowledge.Knowledge;
import io.polisflow.crm.negotiation.TalkResult.Heard;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what clients object and learns from it which answers help. */
@Service
@Transactional
public class Objections {

    private static final int LONGEST = 2000;

    private final ObjectionRepository objections;
    private final Clients clients;
    private final Dictionaries dictionaries;
    private final Knowledge knowledge;
    private final Journal journal;
    private final Clock clock;

    Objections(
            ObjectionRepository objections,
            Clients clients,
            Dictionaries dictionaries,
            Knowledge knowledge,
            Journal journal,
            Clock clock) {
        this.objections = objections;
        this.clients = clients;
        this.dictionaries = dictionaries;
        this.knowledge = knowledge;
        this.journal = journal;
        this.clock = clock;
    }

    /** @throws RefusedException with every row's problem in one message; then none is kept */
    void record(Deal deal, String user, List<Heard> rows) {
        check(rows);
        Map<Long, Contact> people = clients.everyContactOf(deal.client().id()).stream()
                .collect(Collectors.toMap(Contact::id, Function.identity()));
        for (Heard heard : rows) {
            // Somebody who has been taken off the card meanwhile still said it.
            Contact contact = heard.contactId() == null ? null : people.get(heard.contactId());
            objections.save(new Objection(
                    deal,
                    contact,
                    heard.category(),
                    heard.words().strip(),
                    heard.reply() == null ? null : heard.reply().strip(),
                    heard.wonOver(),
                    heard.articleId(),
                    clock.instant(),
                    user));
            if (heard.articleId() != null) {
                knowledge.judge(heard.articleId(), deal.number(), user, heard.wonOver());
            }
            journal.record(
                    deal.number(),
                    "Возражение «" + dictionaries.label(Dictionary.OBJECTION_CATEGORY, heard.category()) + "»"
                            + (contact == null || contact.name() == null ? "" : ", " + contact.name()) + ": "
                            + heard.words().strip() + (heard.wonOver() ? " — снято" : " — не снято"));
        }
    }

    private void check(List<Heard> rows) {
        StringBuilder problems = new StringBuilder();
        int position = 0;
        for (Heard heard : rows) {
            String problem = problemWith(heard);
            position++;
            if (problem != null) {
                problems.append(problems.isEmpty() ? "" : ". ")
                        .append("Строка ")
                        .append(position)
                        .append(": ")
                        .append(problem);
            }
        }
        if (!problems.isEmpty()) {
            throw new RefusedException("objections", problems.toString());
        }
    }

    private String problemWith(Heard heard) {
        boolean known = dictionaries.offered(Dictionary.OBJECTION_CATEGORY).stream()
                .anyMatch(entry -> entry.code().equals(heard.category()));
        if (!known) {
            return "выберите вид возражения";
        }
        if (isBlank(heard.words())) {
            return "запишите слова клиента";
        }
        if (heard.wonOver() && isBlank(heard.reply())) {
            return "запишите ответ, который снял возражение";
        }
        if (heard.words().length() > LONGEST
                || heard.reply() != null && heard.reply().length() > LONGEST) {
            return "сократите текст до " + LONGEST + " знаков";
        }
        if (heard.articleId() != null && knowledge.article(heard.articleId()).isEmpty()) {
            return "такой статьи в базе знаний нет";
        }
        return null;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    boolean existOn(Deal deal) {
        return objections.existsByDeal(deal);
    }

    /** @return newest first */
    @Transactional(readOnly = true)
    public List<Objection> of(Deal deal) {
        return objections.findByDealOrderByIdDesc(deal);
    }

    /** @return what that client objected on any deal, newest first */
    @Transactional(readOnly = true)
    public List<Objection> of(Client client) {
        return objections.findOfClient(client);
    }

    interface ObjectionRepository extends JpaRepository<Objection, Long> {
        boolean existsByDeal(Deal deal);

        List<Objection> findByDealOrderByIdDesc(Deal deal);

        @Query("select o from Objection o join fetch o.deal d left join fetch o.contact"
                + " where d.client = :client order by o.id desc")
        List<Objection> findOfClient(Client client);
    }
}
