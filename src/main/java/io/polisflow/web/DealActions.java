package io.polisflow.web;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Decision;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Priority;
import io.polisflow.crm.deal.RecontactTerms;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.journal.Journal;
import io.polisflow.process.sla.DeadlineMoves;
import io.polisflow.process.sla.HeldUpSteps;
import io.polisflow.process.sla.Recalculation;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the deal's manager, heads and supervisors may do with a deal from its page or through the API. */
@Service
@Transactional
public class DealActions {

    private final Deals deals;
    private final DealProcess process;
    private final Staff staff;
    private final Dictionaries dictionaries;
    private final RecontactTerms terms;
    private final HeldUpSteps heldUp;
    private final Recalculation recalculation;
    private final Journal journal;
    private final DealAccess access;

    DealActions(
            Deals deals,
            DealProcess process,
            Staff staff,
            Dictionaries dictionaries,
            RecontactTerms terms,
            HeldUpSteps heldUp,
            Recalculation recalculation,
            Journal journal,
            DealAccess access) {
        this.deals = deals;
        this.process = process;
        this.staff = staff;
        this.dictionaries = dictionaries;
        this.terms = terms;
        this.heldUp = heldUp;
        this.recalculation = recalculation;
        this.journal = journal;
        this.access = access;
    }

    /** @param months the proposed term of the new contact */
    public record Reason(String code, String label, int months) {}

    record Manager(String id, String name) {}

    /** What the page offers; nothing but handing over once the deal is closed. */
    record Offer(
            boolean allowed,
            boolean open,
            boolean paused,
            boolean talks,
            boolean urgent,
            List<Reason> reasons,
            List<Manager> managers) {}

    @Transactional(readOnly = true)
    public Offer offer(String number) {
        Deal deal = deals.get(number);
        Set<Decision> awaited = process.awaited(List.of(number)).getOrDefault(number, Set.of());
        return new Offer(
                access.mayAct(deal),
                deal.stage().isOpen(),
                deal.stage() == Stage.PAUSED,
                deal.refusal(Decision.AGREE).isEmpty() && awaited.contains(Decision.AGREE),
                deal.priority() == Priority.URGENT,
                reasons(),
                staff.salesManagers().stream()
                        .filter(manager -> !manager.id().equals(deal.owner()))
                        .map(manager -> new Manager(manager.id(), manager.name()))
                        .toList());
    }

    /** @return why a deal may be lost, in the dictionary's order */
    @Transactional(readOnly = true)
    public List<Reason> reasons() {
        return dictionaries.offered(Dictionary.LOSS_REASON).stream()
                .map(reason -> new Reason(reason.code(), reason.label(), terms.monthsFor(reason.code())))
                .toList();
    }

    /** @param loss read only for those who may, so that what is wrong with it tells nobody else of the deal */
    void lose(String number, Supplier<Loss> loss) {
        act(number, null, (deal, none) -> process.lose(deal, loss.get()));
    }

    void pause(String number, LocalDate until, String reason) {
        act(number, null, (deal, none) -> process.pause(deal, until, reason));
    }

    void resume(String number) {
        act(number, null, (deal, none) -> process.resume(deal));
    }

    void agree(String number) {
        act(number, null, (deal, none) -> process.agree(deal));
    }

    void handOver(String number, String newOwner) {
        act(number, newOwner, process::handOver);
    }

    /** @param priority code of one, null for none */
    void prioritise(String number, String priority, String reason) {
        access.findToAct(number);
        deals.prioritise(number, priority(priority), reason);
    }

    /**
     * @param priority code of one, null for none
     * @return in a sentence or two, how many of the deal's deadlines it would move
     */
    String movedBy(String number, String priority) {
        access.findToAct(number);
        DeadlineMoves moves =
                recalculation.previewPriority(number, priority(priority).code());
        if (moves.moved() == 0) {
            return "Ни один срок не сдвинется.";
        }
        return "Сдвинется сроков: %d из %d. Раньше: %d, позже: %d. Станут просроченными: %d."
                .formatted(moves.moved(), moves.open(), moves.earlier(), moves.later(), moves.becomeOverdue());
    }

    private static Priority priority(String code) {
        return Arrays.stream(Priority.values())
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new RefusedException("priority", "Выберите приоритет: обычный или срочный"));
    }

    /** Tries again at once what an outside system's fault has stopped. */
    void retry(String number) {
        act(number, null, (deal, none) -> {
            List<String> steps = heldUp.retry(deal);
            if (steps.isEmpty()) {
                throw new ConflictException("Повторять нечего: все шаги выполнены или выполняются сейчас.");
            }
            journal.record(deal, "Повторить сейчас: " + String.join(", ", steps));
        });
    }

    private void act(String number, String argument, BiConsumer<String, String> action) {
        access.findToAct(number);
        action.accept(number, argument);
    }
}
