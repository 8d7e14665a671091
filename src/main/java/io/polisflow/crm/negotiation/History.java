package io.polisflow.crm.negotiation;

import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.knowledge.Knowledge;
import io.polisflow.crm.knowledge.KnowledgeArticle;
import io.polisflow.crm.letter.Letter;
import io.polisflow.crm.letter.Letters;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.ProposalReadout;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.crm.telephony.Calls;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells before a talk what has been said, written, offered and objected so far, as rows of text for a form or page. */
@Service
@Transactional(readOnly = true)
public class History {

    private static final int MOST_ROWS = 50;

    private final Deals deals;
    private final Letters letters;
    private final Proposals proposals;
    private final Objections objections;
    private final Reworks reworks;
    private final Knowledge knowledge;
    private final Dictionaries dictionaries;
    private final Staff staff;
    private final Calls calls;
    private final DateTimeFormatter when;

    History(
            Deals deals,
            Letters letters,
            Proposals proposals,
            Objections objections,
            Reworks reworks,
            Knowledge knowledge,
            Dictionaries dictionaries,
            Staff staff,
            Calls calls,
            Clock clock) {
        this.calls = calls;
        this.deals = deals;
        this.letters = letters;
        this.proposals = proposals;
        this.objections = objections;
        this.reworks = reworks;
        this.knowledge = knowledge;
        this.dictionaries = dictionaries;
        this.staff = staff;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    public record TouchRow(String at, String kind, String who, String note) {}

    public record CallRow(String at, String direction, String who, String result) {}

    public record LetterRow(String at, String direction, String subject, String text) {}

    /** One version of a proposal. */
    public record ProposalRow(
            String reference, String products, String premium, String discount, String state, String sentAt) {}

    /** What was asked to be changed in a proposal, and the answer. */
    public record ReworkRow(String askedAt, String performer, String request, String state, String answer) {}

    /** @param deal the number of the deal on which it came up, which may be another one of the client */
    public record ObjectionRow(
            String at,
            String deal,
            String contact,
            String category,
            String words,
            String reply,
            String result,
            String article) {}

    /** @return touches of the deal that were held, newest first */
    public List<TouchRow> touches(String dealNumber) {
        return deals.touchesOf(deals.get(dealNumber)).stream()
                .limit(MOST_ROWS)
                .map(touch -> new TouchRow(
                        text(touch.heldAt()),
                        touch.kind().label(),
                        staff.nameOf(touch.heldBy()),
                        joined(touch.note(), touch.outcome())))
                .toList();
    }

    /** @return telephone calls of the deal, newest first */
    public List<CallRow> calls(String dealNumber) {
        return calls.ofDeal(deals.get(dealNumber)).stream()
                .limit(MOST_ROWS)
                .map(call -> new CallRow(
                        text(call.startedAt()),
                        call.direction().label(),
                        call.contact() == null || call.contact().name() == null
                                ? call.number()
                                : call.contact().name(),
                        call.result() == null
                                ? call.state().label()
                                : call.result().label()
                                        + (call.talkSeconds() == null ? "" : ", " + call.talkSeconds() + " с")))
                .toList();
    }

    /** @return letters to and from the client about the deal, newest first */
    public List<LetterRow> letters(String dealNumber) {
        return letters.of(deals.get(dealNumber)).stream()
                .limit(MOST_ROWS)
                .map(letter -> new LetterRow(
                        text(letter.sentAt() == null ? letter.createdAt() : letter.sentAt()),
                        letter.direction() == Letter.Direction.IN ? "от клиента" : "клиенту",
                        letter.subject() == null ? "—" : letter.subject(),
                        letter.text() == null ? "" : letter.text()))
                .toList();
    }

    /** @return every version of the deal's proposals, newest first */
    public List<ProposalRow> proposals(String dealNumber) {
        return proposals.of(deals.get(dealNumber)).stream()
                .limit(MOST_ROWS)
                .map(proposal -> new ProposalRow(
                        proposal.reference(),
                        products(proposal),
                        Rubles.format(proposal.totalPremium()),
                        ProposalReadout.percent(proposal.maxDiscountPercent()),
                        proposal.state().label(),
                        proposal.sentAt() == null ? "—" : text(proposal.sentAt())))
                .toList();
    }

    /** @return newest first */
    public List<ReworkRow> reworks(String dealNumber) {
        return reworks.of(deals.get(dealNumber)).stream()
                .limit(MOST_ROWS)
                .map(rework -> new ReworkRow(
                        text(rework.askedAt()),
                        rework.performer().label(),
                        rework.request(),
                        rework.state().label(),
                        rework.answer() == null ? "—" : rework.answer()))
                .toList();
    }

    /** @return what the deal's client objected on this and other deals and what worked, newest first */
    public List<ObjectionRow> objections(String dealNumber) {
        Deal deal = deals.get(dealNumber);
        return objections.of(deal.client()).stream()
                .limit(MOST_ROWS)
                .map(objection -> new ObjectionRow(
                        text(objection.recordedAt()),
                        objection.deal().number(),
                        name(objection.contact()),
                        dictionaries.label(Dictionary.OBJECTION_CATEGORY, objection.category()),
                        objection.words(),
                        objection.reply() == null ? "—" : objection.reply(),
                        objection.wonOver() ? "снято" : "не снято",
                        objection.articleId() == null
                                ? "—"
                                : knowledge
                                        .article(objection.articleId())
                                        .map(KnowledgeArticle::title)
                                        .orElse("—")))
                .toList();
    }

    private static String products(Proposal proposal) {
        return proposal.lines().stream()
                .map(line -> line.product().name())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String name(Contact contact) {
        if (contact == null) {
            return "—";
        }
        String name = contact.name() == null ? "без имени" : contact.name();
        return contact.removed() ? name + " (удалён из карточки)" : name;
    }

    private static String joined(String note, String outcome) {
        if (note == null || outcome == null) {
            return note == null ? outcome == null ? "" : outcome : note;
        }
        return note + " → " + outcome;
    }

    private String text(Instant instant) {
        return when.format(instant);
    }
}
