package io.polisflow.crm.proposal;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealEvents;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.journal.CurrentStep;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.proposal.Underwriting.Quote;
import io.polisflow.crm.proposal.Underwriting.QuoteLine;
import io.polisflow.crm.proposal.Underwriting.QuoteRequest;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes proposals and has them rated. */
@Service
@Transactional
public class Proposals {

    private static final BigDecimal MAX_SUM = new BigDecimal("1000000000000");

    private final ProposalRepository proposals;
    private final Catalogue catalogue;
    private final Deals deals;
    private final Underwriting underwriting;
    private final Journal journal;
    private final Clock clock;
    private final JdbcTemplate jdbc;
    private final EntityManager entities;
    private final ApplicationEventPublisher events;

    Proposals(
            ProposalRepository proposals,
            Catalogue catalogue,
            Deals deals,
            Underwriting underwriting,
            Journal journal,
            Clock clock,
            JdbcTemplate jdbc,
            EntityManager entities,
            ApplicationEventPublisher events) {
        this.events = events;
        this.proposals = proposals;
        this.catalogue = catalogue;
        this.deals = deals;
        this.underwriting = underwriting;
        this.journal = journal;
        this.clock = clock;
        this.jdbc = jdbc;
        this.entities = entities;
    }

    /**
     * What a manager wants to offer.
     *
     * @param termMonths 1 to 60
     */
    public record Draft(LocalDate startsOn, int termMonths, String specialConditions, List<LineDraft> lines) {}

    /** @param discountPercent 0 to 100, null for none; {@code deductible} null for none */
    public record LineDraft(
            String productCode,
            String object,
            BigDecimal sumInsured,
            BigDecimal deductible,
            BigDecimal discountPercent) {}

    /**
     * A risk parameter that a line of the draft has to tell.
     *
     * @param title the line's position, the parameter and its hint, as a form shows it
     * @param value what is known already, or the usual value, or null
     */
    public record AskedParameter(ProposalLine line, RiskParameter parameter, String title, String value) {}

    /**
     * Writes a draft: a new proposal, or the version that is being worked on.
     *
     * @param proposalId null for a new proposal
     * @return the version's id
     * @throws RefusedException naming the form's field, with every line's problem in one message
     */
    public long assemble(String dealNumber, Long proposalId, String author, Draft draft) {
        check(draft);
        Proposal proposal;
        if (proposalId == null) {
            Deal deal = deals.get(dealNumber);
            int year = LocalDate.now(clock).getYear();
            proposal = new Proposal(nextId(), year, deal, author, clock.instant());
        } else {
            proposal = get(proposalId);
        }
        Map<Integer, ProposalLine> before = new HashMap<>();
        proposal.lines().forEach(line -> before.put(line.position(), line));
        List<ProposalLine> lines = new ArrayList<>();
        for (LineDraft line : draft.lines()) {
            int position = lines.size() + 1;
            ProposalLine made = new ProposalLine(
                    position,
                    catalogue.findOffered(line.productCode()).orElseThrow(),
                    line.object().strip(),
                    money(line.sumInsured()),
                    money(line.deductible()),
                    line.discountPercent() == null
                            ? BigDecimal.ZERO.setScale(2)
                            : line.discountPercent().setScale(2, RoundingMode.HALF_UP));
            ProposalLine old = before.get(position);
            if (old != null && old.product().code().equals(made.product().code())) {
                made.fillIn(old.parameters());
            }
            lines.add(made);
        }
        String conditions =
                draft.specialConditions() == null || draft.specialConditions().isBlank()
                        ? null
                        : draft.specialConditions().strip();
        proposal.describe(author, draft.startsOn(), draft.termMonths(), conditions, lines);
        entities.persist(proposal);
        entities.flush();
        offerChanged(proposal);
        journal.record(proposal.deal().number(), "Собрано КП " + proposal.reference() + ", строк: " + lines.size());
        return proposal.id();
    }

    /** One line of a copy. @param from the earlier line whose risk parameters hold on, or null for a new line */
    public record CopiedLine(ProposalLine from, LineDraft line) {}

    /**
     * Writes the first draft of a deal as a copy of an earlier deal's offer, for a person to go on with.
     *
     * @param earlierId the offer that the copy is compared with, or null when there is none
     * @param draftOf the start, term and conditions; its own lines are not used
     * @return the draft's id: a number of its own, version 1
     */
    public long copyFor(String dealNumber, Long earlierId, String author, Draft draftOf, List<CopiedLine> copied) {
        Proposal proposal =
                new Proposal(nextId(), LocalDate.now(clock).getYear(), deals.get(dealNumber), author, clock.instant());
        Proposal earlier = earlierId == null ? null : get(earlierId);
        List<ProposalLine> lines = new ArrayList<>();
        for (CopiedLine copy : copied) {
            LineDraft line = copy.line();
            ProposalLine made = new ProposalLine(
                    lines.size() + 1,
                    catalogue.get(line.productCode()),
                    line.object().strip(),
                    money(line.sumInsured()),
                    money(line.deductible()),
                    money(line.discountPercent()));
            if (copy.from() != null) {
                made.fillIn(copy.from().parameters());
            }
            lines.add(made);
        }
        proposal.describe(author, draftOf.startsOn(), draftOf.termMonths(), draftOf.specialConditions(), lines);
        proposal.copiedFrom(earlier);
        entities.persist(proposal);
        entities.flush();
        offerChanged(proposal);
        journal.record(
                dealNumber,
                "Подготовлено КП " + proposal.reference()
                        + (earlier == null ? "" : " по образцу КП " + earlier.reference()));
        return proposal.id();
    }

    private void offerChanged(Proposal proposal) {
        events.publishEvent(new DealEvents.OfferChanged(proposal.deal().number()));
    }

    private long nextId() {
        // Drawn by hand, so that the number is known before the row is written and nobody waits for another's.
        return jdbc.queryForObject("select nextval('proposal_seq')", Long.class);
    }

    private void check(Draft draft) {
        List<String> problems = new ArrayList<>();
        if (draft.startsOn() == null || draft.startsOn().isBefore(LocalDate.now(clock))) {
            problems.add("«Начало страхования»: дата не может быть в прошлом");
        }
        if (draft.termMonths() < 1 || draft.termMonths() > 60) {
            problems.add("«Срок»: от 1 до 60 месяцев");
        }
        if (draft.lines().isEmpty()) {
            problems.add("«Строки КП»: добавьте хотя бы один продукт");
        }
        int position = 0;
        for (LineDraft line : draft.lines()) {
            String row = "Строка " + ++position + ": ";
            if (line.productCode() == null
                    || catalogue.findOffered(line.productCode()).isEmpty()) {
                problems.add(row + "выберите продукт из каталога");
            }
            if (line.object() == null
                    || line.object().isBlank()
                    || line.object().length() > 2000) {
                problems.add(row + "опишите объект страхования, не больше 2000 знаков");
            }
            BigDecimal sum = line.sumInsured();
            if (sum == null || sum.signum() <= 0 || sum.compareTo(MAX_SUM) > 0) {
                problems.add(row + "страховая сумма — больше нуля и не больше 1 трлн ₽");
            } else if (line.deductible() != null
                    && (line.deductible().signum() < 0 || line.deductible().compareTo(sum) >= 0)) {
                problems.add(row + "франшиза меньше страховой суммы и не отрицательна");
            }
            BigDecimal discount = line.discountPercent();
            if (discount != null && (discount.signum() < 0 || discount.compareTo(new BigDecimal("50")) > 0)) {
                problems.add(row + "скидка от 0 до 50 %");
            }
        }
        refuseIfAny("lines", problems);
    }

    /** @return what the chosen products ask for, line by line in the catalogue's order */
    @Transactional(readOnly = true)
    public List<AskedParameter> askedParameters(long proposalId) {
        List<AskedParameter> asked = new ArrayList<>();
        Proposal proposal = get(proposalId);
        // As of its first day: what the catalogue begins to ask later must not change a form that somebody has open.
        LocalDate begun = LocalDate.ofInstant(proposal.createdAt(), clock.getZone());
        for (ProposalLine line : proposal.lines()) {
            for (RiskParameter parameter : line.product().parametersOn(begun)) {
                String hint = parameter.hint() == null ? "" : " (" + parameter.hint() + ")";
                asked.add(new AskedParameter(
                        line,
                        parameter,
                        line.position() + ". " + parameter.label() + hint,
                        line.parameters().getOrDefault(parameter.code(), parameter.defaultValue())));
            }
        }
        return asked;
    }

    /**
     * Records the risk parameters of all lines, each checked by what its product declares.
     *
     * @param values as typed, in the order of {@link #askedParameters}; null where nothing was given
     * @throws RefusedException with every line's problem in one message
     */
    public void fillIn(long proposalId, List<String> values) {
        List<AskedParameter> asked = askedParameters(proposalId);
        if (values.size() != asked.size()) {
            throw new RefusedException(
                    "parameters", "Состав КП изменился: откройте задачу заново и заполните параметры риска");
        }
        List<String> problems = new ArrayList<>();
        Map<ProposalLine, Map<String, String>> given = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            AskedParameter parameter = asked.get(i);
            String typed = values.get(i);
            Optional<String> problem = parameter.parameter().problemWith(typed);
            problem.ifPresent(text -> problems.add("Строка " + parameter.line().position() + ": " + text));
            Map<String, String> line = given.computeIfAbsent(parameter.line(), l -> new HashMap<>());
            if (problem.isEmpty() && typed != null && !typed.isBlank()) {
                line.put(parameter.parameter().code(), parameter.parameter().canonical(typed));
            }
        }
        refuseIfAny("parameters", problems);
        Proposal proposal = get(proposalId);
        given.forEach(proposal::fillIn);
        CurrentStep.Step step = CurrentStep.get();
        proposal.contributedBy(step == null ? null : step.user());
    }

    /**
     * Records what a form shows by title: the catalogue may have been reordered or reworded since it was opened.
     *
     * @param titles as the form showed them, one for each value; null where it did not tell
     * @throws RefusedException as {@link #fillIn(long, List)}
     */
    public void fillIn(long proposalId, List<String> titles, List<String> values) {
        List<String> asked =
                askedParameters(proposalId).stream().map(AskedParameter::title).toList();
        fillIn(proposalId, RiskAnswers.inOrder(asked, titles, values));
    }

    private static void refuseIfAny(String field, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new RefusedException(field, String.join(". ", problems));
        }
    }

    /**
     * Has the draft rated by the underwriting system.
     *
     * @param attemptKey names the process step that asks; together with the content it makes the idempotency key, so that a
     *     retry asks for the same rating and a changed draft for another
     * @return whether the risk is accepted
     */
    public boolean calculate(long proposalId, String attemptKey) {
        Proposal proposal = get(proposalId);
        Client client = proposal.deal().client();
        String content =
                Approvals.fingerprint(proposal, ApprovalRole.UNDERWRITER).substring(0, 16)
                        + Approvals.fingerprint(proposal, ApprovalRole.HEAD).substring(0, 16);
        Quote quote = underwriting.quote(
                new QuoteRequest(
                        proposal.reference(),
                        client.inn(),
                        client.name(),
                        client.okved(),
                        proposal.startsOn(),
                        proposal.termMonths(),
                        proposal.lines().stream()
                                .map(line -> new QuoteLine(
                                        line.position(),
                                        line.product().code(),
                                        line.object(),
                                        line.sumInsured(),
                                        line.deductible(),
                                        line.discountPercent(),
                                        line.parameters()))
                                .toList()),
                attemptKey + ":" + proposal.reference() + ":" + content);
        proposal.rated(quote);
        offerChanged(proposal);
        journal.record(proposal.deal().number(), outcome(proposal, quote));
        return quote.accepted();
    }

    private static String outcome(Proposal proposal, Quote quote) {
        if (quote.accepted()) {
            return "Рассчитано КП " + proposal.reference() + ": премия " + Rubles.format(proposal.totalPremium());
        }
        String refused =
                quote.quoteId() == null ? "Андеррайтинг не смог рассчитать КП " : "Андеррайтинг не принял риск по КП ";
        return refused + proposal.reference() + ": " + quote.refusalReason();
    }

    /** Freezes the version for approval. */
    public Proposal submit(long proposalId) {
        Proposal proposal = get(proposalId);
        proposal.submit(clock.instant());
        journal.record(proposal.deal().number(), "КП " + proposal.reference() + " отправлено на согласование");
        return proposal;
    }

    /** @return the id of the next version, a copy to be changed */
    public long startNewVersion(long proposalId) {
        Proposal current = get(proposalId);
        Proposal next = current.nextVersion(nextId(), current.author(), clock.instant());
        entities.persist(next);
        entities.flush();
        journal.record(next.deal().number(), "Начата новая версия КП " + next.reference());
        return next.id();
    }

    /** @throws java.util.NoSuchElementException when there is no such version */
    @Transactional(readOnly = true)
    public Proposal get(long proposalId) {
        return proposals.findById(proposalId).orElseThrow();
    }

    @Transactional(readOnly = true)
    public Optional<Proposal> find(long proposalId) {
        return proposals.findById(proposalId);
    }

    /** @return all versions of all proposals, newest first */
    @Transactional(readOnly = true)
    public List<Proposal> of(Deal deal) {
        return proposals.findByDealOrderByIdDesc(deal);
    }

    /** @return deal id → rubles of its newest version, null before the calculation; a deal without a proposal is absent */
    @Transactional(readOnly = true)
    public Map<Long, BigDecimal> premiumsOf(Collection<Deal> deals) {
        Map<Long, BigDecimal> premiums = new HashMap<>();
        if (!deals.isEmpty()) {
            proposals.findPremiums(deals).forEach(row -> premiums.put(row.getDealId(), row.getPremium()));
        }
        return premiums;
    }

    /** @return all versions of one proposal, oldest first */
    @Transactional(readOnly = true)
    public List<Proposal> versionsOf(String number) {
        return proposals.findByNumberOrderByVersionNumber(number);
    }

    /** @return the step that sent the version before this one back, if one did */
    @Transactional(readOnly = true)
    public Optional<ApprovalStep> returnedBefore(Proposal proposal) {
        return versionsOf(proposal.number()).stream()
                .filter(version -> version.version() == proposal.version() - 1)
                .flatMap(version -> version.steps().stream())
                .filter(step -> step.state() == ApprovalStep.State.RETURNED)
                .findFirst();
    }

    private static BigDecimal money(BigDecimal amount) {
        return (amount == null ? BigDecimal.ZERO : amount).setScale(2, RoundingMode.HALF_UP);
    }
}
