package io.polisflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.audit.AuditOrigin;
import io.polisflow.crm.leave.LeavePlanner;
import io.polisflow.crm.leave.LeavePlanner.Actor;
import io.polisflow.crm.leave.LeavePlanner.Leave;
import io.polisflow.crm.leave.Substitution;
import io.polisflow.crm.leave.Substitutions;
import io.polisflow.crm.proposal.Approvals;
import io.polisflow.fixtures.MovableClock;
import io.polisflow.process.proposalapproval.ProposalApproval;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Somebody is away: who does their work on which days, and that two pairs of eyes stay two. */
class SubstitutionTest extends ProcessTest {

    private static final LocalDate TODAY = MovableClock.START.toLocalDate();
    private static final Actor SUPERVISOR = new Actor("supervisor", List.of("supervisors"));

    @Autowired
    private LeavePlanner planner;

    @Autowired
    private Substitutions substitutions;

    @Autowired
    private Approvals approvals;

    @Autowired
    private FilterService filters;

    @Autowired
    private JdbcTemplate jdbc;

    private String deal;
    private String owner;
    private String other;

    @BeforeEach
    void aDealOfOneOfTwoManagers() {
        deal = dealOf(webForm(freshInn()));
        owner = deal(deal).owner();
        other = owner.equals("manager") ? "manager2" : "manager";
    }

    @AfterEach
    void everybodyIsBack() {
        jdbc.update("delete from substitution");
        jdbc.update("delete from branch where code = 'test-leave'");
        identity.createUserQuery().userIdIn("head2").list().forEach(user -> identity.deleteUser(user.getId()));
    }

    @Test
    void theSubstituteSeesAndDoesTheWorkFromTheFirstToTheLastDay() {
        Task open = task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL);
        away(owner, other, TODAY.plusDays(1), TODAY.plusDays(2));

        assertThat(sees(other, open)).isFalse();
        at(TODAY, LocalTime.of(23, 59));
        assertThat(sees(other, open)).isFalse();
        at(TODAY.plusDays(1), LocalTime.MIDNIGHT);
        assertThat(sees(other, open)).isTrue();
        assertThat(inList(other, "Замещаю")).contains(open.getId());
        assertThat(inList(owner, "Замещаю")).isEmpty();
        at(TODAY.plusDays(2), LocalTime.of(23, 59));
        assertThat(sees(other, open)).isTrue();
        as(other, () -> tasks.createComment(open.getId(), null, "Звонил клиенту"));
        as(other, () -> tasks.setAssignee(open.getId(), other));
        as(other, () -> tasks.setAssignee(open.getId(), owner));
        assertThat(sees(owner, open)).as("who is away is not locked out").isTrue();
        at(TODAY.plusDays(3), LocalTime.MIDNIGHT);
        assertThat(sees(other, open)).isFalse();
        assertThatThrownBy(() -> as(other, () -> tasks.setAssignee(open.getId(), other)))
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void aTaskThatAppearsForWhoIsAwayGoesToTheSubstituteAndTheJournalSaysForWhom() {
        away(owner, other, TODAY, TODAY);

        String next = dealOf(webForm(freshInn()));
        String assembling = next;
        for (int tries = 0; !deal(assembling).owner().equals(owner) && tries < 4; tries++) {
            assembling = dealOf(webForm(freshInn()));
        }
        assertThat(deal(assembling).owner()).isEqualTo(owner);
        Task task = task(assembling, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL);

        assertThat(task.getAssignee()).isEqualTo(other);
        assertThat(history(assembling)).anySatisfy(line -> assertThat(line)
                .contains("Собрать КП", "по замещению", "(за: " + name(owner) + ")"));
        assertThat(jdbc.queryForObject("select assignee from deadline where subject = ?", String.class, task.getId()))
                .isEqualTo(other);
    }

    @Test
    void aSubstituteCompletesWhatStayedWithWhoIsAway() {
        away(owner, other, TODAY, TODAY);
        String open = task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL).getId();
        assertThat(tasks.createTaskQuery().taskId(open).singleResult().getAssignee())
                .isEqualTo(owner);

        AuditOrigin.set("10.0.0.0/24", () -> other);
        try {
            assembleAs(other);
        } finally {
            AuditOrigin.clear();
        }

        assertThat(tasks.createTaskQuery().taskId(open).count()).isZero();
        assertThat(jdbc.queryForList(
                        "select on_behalf from audit_event where deal_number = ? and actor = ? and kind = 'proposal'",
                        String.class,
                        deal,
                        other))
                .as("whom the audit says they stood in for")
                .containsOnly(owner);
    }

    @Test
    void anEndedSubstitutionStopsAtOnceAndComesBack() {
        Task open = task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL);
        Substitution entered = away(owner, other, TODAY, TODAY.plusDays(5));
        assertThat(sees(other, open)).isTrue();

        planner.end(self(owner), entered.id(), entered.revision());
        assertThat(sees(other, open)).isFalse();
        assertThat(substitutions.substituteOf(owner)).isEmpty();
        assertThatThrownBy(() -> planner.end(self(owner), entered.id(), entered.revision()))
                .isInstanceOf(ConflictException.class);
        planner.resume(self(owner), entered.id(), entered.revision() + 1);
        assertThat(sees(other, open)).isTrue();

        planner.end(self(owner), entered.id(), entered.revision() + 2);
        away(owner, other, TODAY.plusDays(2), TODAY.plusDays(3));
        assertRefused(() -> planner.resume(self(owner), entered.id(), entered.revision() + 3), "уже есть");
    }

    @Test
    void whatWouldBeUnclearIsRefused() {
        assertRefused(() -> away(owner, owner, TODAY, TODAY), "себя");
        assertRefused(() -> away(owner, "lawyer", TODAY, TODAY), "в тех же группах");
        assertRefused(() -> away("analyst", owner, TODAY, TODAY), "нет задач");
        assertRefused(() -> away(owner, other, TODAY.plusDays(2), TODAY.plusDays(1)), "раньше первого");
        assertRefused(() -> away(owner, other, TODAY.minusDays(3), TODAY.minusDays(1)), "уже прошёл");
        assertRefused(() -> away(owner, other, TODAY, TODAY.plusDays(366)), "дольше года");
        assertRefused(() -> away(owner, other, null, TODAY), "первый и последний");
        assertRefused(() -> away(owner, "", TODAY, TODAY), "кто замещает");
        away(owner, other, TODAY.plusDays(3), TODAY.plusDays(6));
        assertRefused(() -> away(owner, other, TODAY.plusDays(6), TODAY.plusDays(8)), "уже есть");
        assertRefused(() -> away(other, owner, TODAY.plusDays(4), TODAY.plusDays(4)), "отсутствует");
        assertThatCode(() -> away(other, owner, TODAY.plusDays(7), TODAY.plusDays(7)))
                .doesNotThrowAnyException();
        assertRefused(() -> away("manager3", owner, TODAY.plusDays(4), TODAY.plusDays(4)), "нет задач");
    }

    @Test
    void peopleAnswerForThemselvesHeadsForTheirBranchSupervisorsForAll() {
        jdbc.update(
                "insert into branch (code, name, calendar, head, lock_version) values ('test-leave', 'Филиал', 'ru', 'lawyer', 0)");
        List<String> before =
                jdbc.queryForList("select branch from branch_member where login = 'manager2'", String.class);
        jdbc.update("delete from branch_member where login = 'manager2'");
        jdbc.update("insert into branch_member (login, branch) values ('manager2', 'test-leave')");
        try {
            onlyWhoAnswersForThem();
        } finally {
            jdbc.update("delete from branch_member where login = 'manager2'");
            before.forEach(
                    branch -> jdbc.update("insert into branch_member (login, branch) values ('manager2', ?)", branch));
        }
    }

    private void onlyWhoAnswersForThem() {
        Leave wish = new Leave("manager2", "manager", TODAY, TODAY);

        assertRefused(() -> planner.enter(self("manager"), wish), "для себя");
        assertRefused(() -> planner.enter(new Actor("head", List.of("heads")), wish), "руководитель филиала");
        Substitution entered = planner.enter(SUPERVISOR, wish);
        assertThat(planner.seenBy(self("manager"))).extracting(Substitution::id).contains(entered.id());
        assertThat(planner.seenBy(new Actor("underwriter", List.of("underwriters"))))
                .isEmpty();
        assertThatThrownBy(() -> planner.get(self("manager"), entered.id()))
                .as("the substitute only reads")
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> planner.change(SUPERVISOR, entered.id(), entered.revision() + 1, wish))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void nobodyDecidesOnTheProposalOfWhomTheyStandInForNorOnTheirOwn() {
        secondHead();
        // The author heads, too: their own substitute is the other head, and the other way round.
        identity.createMembership("head2", "sales");
        identity.createMembership("head", "sales");
        try {
            tasks.setAssignee(
                    task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL).getId(), "head2");
            proposeAs("head2", 25);
            String discount = untilTheHeadsTurn();

            for (ThrowingCallable way : List.<ThrowingCallable>of(
                    () -> as("head2", () -> tasks.claim(discount, "head2")),
                    () -> as("head", () -> tasks.setAssignee(discount, "head2")),
                    () -> as("supervisor", () -> tasks.setAssignee(discount, "head2")),
                    () -> as("head", () -> tasks.delegateTask(discount, "head2")),
                    () -> as("head2", () -> tasks.complete(discount, with("decision", "approve"))),
                    () -> as("head2", () -> forms.submitTaskForm(discount, with("decision", "approve"))))) {
                assertRefused(way, "собственное предложение");
            }
            away("head2", "head", TODAY, TODAY);
            assertRefused(() -> as("head", () -> tasks.claim(discount, "head")), "которого вы замещаете");
            assertRefused(
                    () -> as("head", () -> forms.submitTaskForm(discount, with("decision", "approve"))),
                    "которого вы замещаете");
            jdbc.update("delete from substitution");
            // The author stands in for the approver: the hand stays the author's.
            as("head", () -> tasks.claim(discount, "head"));
            away("head", "head2", TODAY, TODAY);
            assertRefused(
                    () -> as("head2", () -> forms.submitTaskForm(discount, with("decision", "approve"))),
                    "собственное предложение");
            assertRefused(() -> as("head2", () -> tasks.setAssignee(discount, "head2")), "собственное предложение");
            jdbc.update("delete from substitution");
            assertThatCode(() -> as("head", () -> forms.submitTaskForm(discount, with("decision", "approve"))))
                    .doesNotThrowAnyException();
        } finally {
            identity.deleteMembership("head", "sales");
        }
    }

    @Test
    void whoOnlyFilledInTheRiskParametersOrHasTheDealDoesNotDecideEither() {
        assembleAs(owner);
        reassign(ProposalPreparation.TASK_FILL_RISK_PARAMETERS, other);
        fillInAs(other);
        identity.createMembership("head", "sales");
        try {
            deals.handOver(deal, "head");
        } finally {
            identity.deleteMembership("head", "sales");
        }
        long proposal =
                transaction.execute(status -> proposals.of(deal(deal)).get(0).id());

        assertThat(approvals.objection(proposal, owner)).as("wrote it").isPresent();
        assertThat(approvals.objection(proposal, other)).as("filled it in").isPresent();
        assertThat(approvals.objection(proposal, "head")).as("has the deal").isPresent();
        assertThat(approvals.objection(proposal, "underwriter")).isEmpty();
    }

    private void secondHead() {
        if (identity.createUserQuery().userId("head2").count() == 0) {
            identity.saveUser(identity.newUser("head2"));
        }
        identity.createMembership("head2", "heads");
    }

    private void assembleAs(String user) {
        complete(
                user,
                deal,
                ProposalPreparation.TASK_ASSEMBLE_PROPOSAL,
                with(
                        "startsOn",
                        "2027-01-01",
                        "termMonths",
                        12,
                        "lines",
                        List.of(with(
                                "product", "property", "object", "Склад", "sumInsured", "10000000", "discount", 25))));
    }

    private void proposeAs(String user, int discount) {
        assembleAs(user);
        reassign(ProposalPreparation.TASK_FILL_RISK_PARAMETERS, user);
        fillInAs(user);
        runJob(deal, ProposalPreparation.TASK_CALCULATE_PREMIUM);
        reassign(ProposalPreparation.TASK_REVIEW_CALCULATION, user);
        complete(user, deal, ProposalPreparation.TASK_REVIEW_CALCULATION, with("calculation", "accept"));
    }

    private void fillInAs(String user) {
        complete(
                user,
                deal,
                ProposalPreparation.TASK_FILL_RISK_PARAMETERS,
                with(
                        "parameters",
                        riskParameters(deal, List.of("warehouse", "Подольск, Складская, 1", "1200", "2010", "true"))));
    }

    private void reassign(String element, String user) {
        tasks.setAssignee(task(deal, element).getId(), user);
    }

    /** Underwriter and lawyer approve first. @return the head's task */
    private String untilTheHeadsTurn() {
        for (Map.Entry<String, String> step : List.of(
                Map.entry(ProposalApproval.TASK_CHECK_TARIFF, "underwriter"),
                Map.entry(ProposalApproval.TASK_CHECK_TERMS, "lawyer"))) {
            if (isOpen(deal, step.getKey())) {
                complete(step.getValue(), deal, step.getKey(), with("decision", "approve"));
            }
        }
        return task(deal, ProposalApproval.TASK_APPROVE_DISCOUNT).getId();
    }

    private Substitution away(String absent, String substitute, LocalDate first, LocalDate last) {
        return planner.enter(SUPERVISOR, new Leave(absent, substitute, first, last));
    }

    private static Actor self(String manager) {
        return new Actor(manager, List.of("sales"));
    }

    private void at(LocalDate day, LocalTime time) {
        clock.set(LocalDateTime.of(day, time).atZone(clock.getZone()).toInstant());
    }

    private String name(String user) {
        return user.equals("manager") ? "Анна Морозова" : "Илья Кузнецов";
    }

    private boolean sees(String user, Task task) {
        return ask(user, () -> tasks.createTaskQuery().taskId(task.getId()).count() > 0);
    }

    private List<String> inList(String user, String list) {
        String id = filters.createFilterQuery().filterName(list).singleResult().getId();
        return ask(user, () -> filters.<Task>list(id).stream().map(Task::getId).toList());
    }

    private <T> T ask(String user, Supplier<T> question) {
        AtomicReference<T> answer = new AtomicReference<>();
        as(user, () -> answer.set(question.get()));
        return answer.get();
    }

    private static void assertRefused(ThrowingCallable work, String told) {
        assertThatThrownBy(work)
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isInstanceOf(RefusedException.class),
                        thrown -> assertThat(thrown).hasRootCauseInstanceOf(RefusedException.class))
                .hasStackTraceContaining(told);
    }
}
