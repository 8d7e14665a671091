package io.polisflow.crm.negotiation;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.Submissions;
import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.OfDeal;
import io.polisflow.crm.access.SightCondition;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.knowledge.Knowledge;
import io.polisflow.crm.negotiation.TalkResult.Heard;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Deals deals;
    private final Clients clients;
    private final ClientContacts contacts;
    private final Submissions submissions;
    private final Dictionaries dictionaries;
    private final Knowledge knowledge;
    private final Journal journal;
    private final Clock clock;
    private final EntityManager entities;
    private final DealSight sight;

    Objections(
            ObjectionRepository objections,
            Deals deals,
            Clients clients,
            ClientContacts contacts,
            Submissions submissions,
            Dictionaries dictionaries,
            Knowledge knowledge,
            Journal journal,
            Clock clock,
            EntityManager entities,
            DealSight sight) {
        this.entities = entities;
        this.sight = sight;
        this.objections = objections;
        this.deals = deals;
        this.clients = clients;
        this.contacts = contacts;
        this.submissions = submissions;
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
            keep(deal, user, heard, heard.contactId() == null ? null : people.get(heard.contactId()));
        }
    }

    /**
     * Keeps one objection that was heard outside of a talk's form.
     *
     * @param key of the dialog, so that one that is sent twice counts once; may be null
     * @return its id
     * @throws RefusedException naming the field that will not do, or when the deal is over
     */
    @OfDeal
    public long add(String dealNumber, String user, Heard heard, String key) {
        Deal deal = deals.get(dealNumber);
        return submissions.once(deal.id(), key, user, () -> {
            deals.requireOpen(dealNumber);
            Heard said = cleaned(heard);
            problemWith(said).ifPresent(problem -> {
                throw new RefusedException(problem.field(), sentence(problem.message()));
            });
            Contact contact = said.contactId() == null
                    ? null
                    : contacts.require(deal.client().id(), said.contactId(), "contactId");
            return keep(deal, user, said, contact).id();
        });
    }

    /** What was answered to an objection. @param articleId the article that the answer came from, or null */
    public record Answer(String reply, boolean wonOver, Long articleId) {}

    /**
     * Keeps what was answered to an objection that is still open; the article that helped is told so.
     *
     * @param version that whoever answers saw
     * @throws RefusedException naming the field that will not do; a {@link ConflictException} when somebody was faster or the deal is
     *     over
     * @throws java.util.NoSuchElementException when the deal has no such objection
     */
    @OfDeal
    public void answer(String dealNumber, long id, int version, String user, Answer answer) {
        Objection objection = objections
                .findById(id)
                .filter(found -> found.deal().number().equals(dealNumber))
                .orElseThrow();
        deals.requireOpen(dealNumber);
        if (objection.version() != version) {
            throw new ConflictException(
                    "Пока вы писали, ответ на это возражение записал другой сотрудник: обновите страницу");
        }
        String reply = clean(answer.reply());
        if (isBlank(reply)) {
            throw new RefusedException("reply", "Запишите, что ответили клиенту");
        }
        Heard whole =
                new Heard(null, objection.category(), objection.words(), reply, answer.wonOver(), answer.articleId());
        problemWithAnswer(whole).ifPresent(problem -> {
            throw new RefusedException(problem.field(), sentence(problem.message()));
        });
        objection.answer(reply, answer.wonOver(), answer.articleId(), clock.instant(), user);
        if (answer.articleId() != null) {
            knowledge.judge(answer.articleId(), dealNumber, user, answer.wonOver());
        }
        journal.record(
                dealNumber,
                "Ответ на возражение «" + dictionaries.label(Dictionary.OBJECTION_CATEGORY, objection.category())
                        + "»: " + reply + (answer.wonOver() ? " — снято" : " — не снято"));
    }

    private Objection keep(Deal deal, String user, Heard heard, Contact contact) {
        Objection objection = objections.save(new Objection(
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
        return objection;
    }

    private void check(List<Heard> rows) {
        StringBuilder problems = new StringBuilder();
        int position = 0;
        for (Heard heard : rows) {
            position++;
            String row = "Строка " + position + ": ";
            problemWith(heard).ifPresent(problem -> problems.append(problems.isEmpty() ? "" : ". ")
                    .append(row)
                    .append(problem.message()));
        }
        if (!problems.isEmpty()) {
            throw new RefusedException("objections", problems.toString());
        }
    }

    /** @param message goes on after the row's number */
    private record Problem(String field, String message) {}

    private Optional<Problem> problemWith(Heard heard) {
        boolean known = dictionaries.offered(Dictionary.OBJECTION_CATEGORY).stream()
                .anyMatch(entry -> entry.code().equals(heard.category()));
        if (!known) {
            return Optional.of(new Problem("category", "выберите вид возражения"));
        }
        if (isBlank(heard.words())) {
            return Optional.of(new Problem("words", "запишите слова клиента"));
        }
        if (heard.words().length() > LONGEST) {
            return Optional.of(new Problem("words", "сократите слова клиента до " + LONGEST + " знаков"));
        }
        return problemWithAnswer(heard);
    }

    private Optional<Problem> problemWithAnswer(Heard heard) {
        if (heard.wonOver() && isBlank(heard.reply())) {
            return Optional.of(new Problem("reply", "запишите ответ, который снял возражение"));
        }
        if (heard.reply() != null && heard.reply().length() > LONGEST) {
            return Optional.of(new Problem("reply", "сократите ответ до " + LONGEST + " знаков"));
        }
        if (heard.articleId() != null && knowledge.article(heard.articleId()).isEmpty()) {
            return Optional.of(new Problem("articleId", "такой статьи в базе знаний нет"));
        }
        return Optional.empty();
    }

    private static String sentence(String problem) {
        return Character.toUpperCase(problem.charAt(0)) + problem.substring(1);
    }

    private static Heard cleaned(Heard heard) {
        return new Heard(
                heard.contactId(),
                heard.category(),
                clean(heard.words()),
                clean(heard.reply()),
                heard.wonOver(),
                heard.articleId());
    }

    /** PostgreSQL takes no NUL in a text. */
    private static String clean(String text) {
        return text == null ? null : text.replace("\0", "").strip();
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

    /** @return what that client objected on any deal that whoever is signed on sees, newest first */
    @Transactional(readOnly = true)
    public List<Objection> of(Client client) {
        SightCondition seen = sight.deals("d");
        return seen.bind(entities.createQuery(
                        "select o from Objection o join fetch o.deal d left join fetch o.contact"
                                + " where d.client = :client" + seen.and() + " order by o.id desc",
                        Objection.class))
                .setParameter("client", client)
                .getResultList();
    }

    interface ObjectionRepository extends JpaRepository<Objection, Long> {
        boolean existsByDeal(Deal deal);

        @Query("select o from Objection o where o.deal = :deal order by o.id desc")
        List<Objection> findByDealOrderByIdDesc(Deal deal);
    }
}
