package io.polisflow.crm.proposal;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.access.StandIns;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.proposal.ApprovalStep.Decision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Leads a proposal version through its approvers; the model decides who is needed and in which order. */
@Service
@Transactional
public class Approvals {

    private final ProposalRepository proposals;
    private final Staff staff;
    private final StandIns standIns;
    private final Journal journal;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final int validDays;

    Approvals(
            ProposalRepository proposals,
            Staff staff,
            StandIns standIns,
            Journal journal,
            ApplicationEventPublisher events,
            Clock clock,
            @Value("${polisflow.proposal.valid-days:30}") int validDays) {
        this.proposals = proposals;
        this.staff = staff;
        this.standIns = standIns;
        this.journal = journal;
        this.events = events;
        this.clock = clock;
        this.validDays = validDays;
    }

    /** Draws up the approval sheet: a step for each role, in the given order. */
    public void plan(long proposalId, List<ApprovalRole> route) {
        Proposal proposal = get(proposalId);
        List<ApprovalStep> steps = new ArrayList<>();
        for (ApprovalRole role : route.stream().distinct().toList()) {
            steps.add(new ApprovalStep(steps.size() + 1, role, fingerprint(proposal, role)));
        }
        proposal.plan(steps);
        changed(proposal);
    }

    /**
     * Lets approvals of the version before stand where nothing that the approver answered for has changed.
     *
     * @return how many need not be asked again
     */
    public int carryOver(long proposalId) {
        Proposal proposal = get(proposalId);
        Optional<Proposal> before = proposals.findByNumberOrderByVersionNumber(proposal.number()).stream()
                .filter(version -> version.version() == proposal.version() - 1)
                .findFirst();
        if (before.isEmpty()) {
            return 0;
        }
        int carried = 0;
        for (ApprovalStep step : proposal.steps()) {
            Optional<ApprovalStep> earlier = before.get().steps().stream()
                    .filter(old -> old.role() == step.role() && old.isPassed())
                    .filter(old -> old.fingerprint().equals(step.fingerprint()))
                    .findFirst();
            if (earlier.isPresent()) {
                step.carryOver(earlier.get());
                carried++;
                journal.record(
                        proposal.deal().number(),
                        "КП " + proposal.reference() + ": " + step.role().subject()
                                + " — согласовано ранее, без изменений");
            }
        }
        changed(proposal);
        return carried;
    }

    /** @return whose turn it is, or empty when everyone has approved */
    @Transactional(readOnly = true)
    public Optional<ApprovalRole> next(long proposalId) {
        return get(proposalId).steps().stream()
                .filter(step -> !step.isPassed())
                .findFirst()
                .map(ApprovalStep::role);
    }

    /** The approver's task is there. */
    public void open(long proposalId, ApprovalRole role, Instant dueAt) {
        Proposal proposal = get(proposalId);
        step(proposal, role).open(clock.instant(), dueAt);
        changed(proposal);
    }

    /**
     * Whether somebody must not decide on a proposal: two pairs of eyes see it, also when one stands in for the other.
     *
     * @return why, when the person wrote or changed a version of it, has the deal, or stands in for one who did
     */
    @Transactional(readOnly = true)
    public Optional<String> objection(long proposalId, String approver) {
        return objection(get(proposalId), approver);
    }

    private Optional<String> objection(Proposal proposal, String approver) {
        Set<String> hands = new TreeSet<>();
        proposals.findByNumberOrderByVersionNumber(proposal.number()).forEach(version -> {
            hands.add(version.author());
            hands.addAll(version.contributors());
        });
        if (proposal.deal().owner() != null) {
            hands.add(proposal.deal().owner());
        }
        if (hands.contains(approver)) {
            return Optional.of(
                    "Нельзя согласовать собственное предложение: передайте задачу другому сотруднику. К собственным"
                            + " относятся и те, которые сотрудник готовил, менял или ведёт по сделке");
        }
        return standIns.stoodInFor(approver).stream()
                .filter(hands::contains)
                .findFirst()
                .map(absent -> "Нельзя согласовать предложение сотрудника, которого вы замещаете ("
                        + staff.nameOf(absent) + "): передайте задачу другому сотруднику");
    }

    /**
     * Records an approver's decision.
     *
     * @throws RefusedException when there is an {@link #objection}, or a return or rejection says no reason
     */
    public void decide(long proposalId, ApprovalRole role, Decision decision, String approver, String comment) {
        Proposal proposal = get(proposalId);
        objection(proposal, approver).ifPresent(objection -> {
            throw new RefusedException(null, objection);
        });
        ApprovalStep step = step(proposal, role);
        step.decide(
                decision, Objects.requireNonNull(approver, "an approval has an approver"), comment, clock.instant());
        if (decision == Decision.RETURN) {
            proposal.returned();
        } else if (decision == Decision.REJECT) {
            proposal.rejected();
        }
        journal.record(
                proposal.deal().number(),
                "КП " + proposal.reference() + ": " + role.subject() + " — "
                        + step.state().label().toLowerCase(java.util.Locale.ROOT)
                        + " (" + staff.nameOf(approver) + ")"
                        + (step.comment() == null ? "" : ": " + step.comment()));
        changed(proposal);
    }

    /** Everyone has approved: the version is final and open to the client's answer for the configured number of days. */
    public void finish(long proposalId) {
        Proposal proposal = get(proposalId);
        proposal.approved(clock.instant(), LocalDate.now(clock).plusDays(validDays));
        journal.record(proposal.deal().number(), "КП " + proposal.reference() + " согласовано");
        changed(proposal);
    }

    private Proposal get(long proposalId) {
        return proposals.findById(proposalId).orElseThrow();
    }

    private static ApprovalStep step(Proposal proposal, ApprovalRole role) {
        return proposal.steps().stream()
                .filter(step -> step.role() == role)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(proposal.reference() + " has no step for " + role));
    }

    private void changed(Proposal proposal) {
        events.publishEvent(new ApprovalChanged(proposal.id()));
    }

    /** Only what the role answers for goes in, so that a change elsewhere leaves its approval standing. */
    static String fingerprint(Proposal proposal, ApprovalRole role) {
        String lines = proposal.lines().stream()
                .map(line -> switch (role) {
                    case UNDERWRITER ->
                        line.product().code() + "|" + line.object() + "|" + line.sumInsured() + "|" + line.deductible()
                                + "|" + line.tariffRate() + "|" + new TreeMap<>(line.parameters());
                    case LAWYER -> line.product().code() + "|" + line.object() + "|" + line.deductible();
                    case HEAD -> line.product().code() + "|" + line.discountPercent() + "|" + line.premium();
                })
                .collect(Collectors.joining("\n"));
        String whole =
                switch (role) {
                    case UNDERWRITER -> proposal.startsOn() + "|" + proposal.termMonths();
                    case LAWYER ->
                        proposal.startsOn() + "|" + proposal.termMonths() + "|" + proposal.specialConditions();
                    case HEAD -> String.valueOf(proposal.totalPremium());
                };
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((whole + "\n" + lines).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
