package io.polisflow.crm.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.proposal.ApprovalStep.Decision;
import io.polisflow.crm.proposal.Proposals.Draft;
import io.polisflow.crm.proposal.Proposals.LineDraft;
import io.polisflow.fixtures.FakePorts.FakeUnderwriting;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;

/** What a proposal's versions rely on from the database; each subclass runs it on one that we support. */
abstract class ProposalVersionsTest extends DatabaseTest {

    private static final List<String> RISK = List.of("warehouse", "Подольск, Складская, 1", "1200", "2010", "true");

    @Autowired
    private Proposals proposals;

    @Autowired
    private Approvals approvals;

    @Autowired
    private FakeUnderwriting underwriting;

    @BeforeEach
    void everyRiskIsTaken() {
        underwriting.reset();
    }

    private static Draft draft(String conditions) {
        LineDraft line = new LineDraft(
                "property",
                "Склад «Ёлка»",
                new BigDecimal("10000000.5"),
                new BigDecimal("100000"),
                new BigDecimal("7.5"));
        return new Draft(LocalDate.of(2027, 1, 1), 12, conditions, List.of(line));
    }

    private long assemble(String deal) {
        return proposals.assemble(deal, null, "manager", draft("Ночная охрана"));
    }

    private void approveAndReturn(long id) {
        proposals.fillIn(id, RISK);
        proposals.calculate(id, "attempt");
        proposals.submit(id);
        approvals.plan(id, List.of(ApprovalRole.UNDERWRITER, ApprovalRole.HEAD));
        approvals.open(id, ApprovalRole.UNDERWRITER, clock.instant().plus(Duration.ofHours(4)));
        approvals.decide(id, ApprovalRole.UNDERWRITER, Decision.APPROVE, "underwriter", null);
        approvals.open(id, ApprovalRole.HEAD, clock.instant().plus(Duration.ofHours(4)));
        approvals.decide(id, ApprovalRole.HEAD, Decision.RETURN, "head", "Скидка велика");
    }

    @Test
    void aVersionComesBackWithEveryLineCoefficientAndDecision() {
        long id = assemble(deal().number());
        approveAndReturn(id);

        transaction.executeWithoutResult(status -> {
            Proposal kept = proposals.get(id);
            assertThat(kept.reference()).matches("KP-2026-\\d{6,}/1");
            assertThat(kept.specialConditions()).isEqualTo("Ночная охрана");
            assertThat(kept.totalPremium()).isEqualTo(new BigDecimal("92500.00"));
            assertThat(kept.lines()).singleElement().satisfies(line -> {
                assertThat(line.object()).isEqualTo("Склад «Ёлка»");
                assertThat(line.sumInsured()).isEqualTo(new BigDecimal("10000000.50"));
                assertThat(line.discountPercent()).isEqualTo(new BigDecimal("7.50"));
                assertThat(line.tariffRate()).isEqualTo(new BigDecimal("1.000000"));
                assertThat(line.parameters()).containsEntry("area", "1200").hasSize(5);
                assertThat(line.coefficients()).singleElement().satisfies(coefficient -> assertThat(coefficient.name())
                        .isEqualTo("Срок"));
            });
            assertThat(kept.steps())
                    .extracting(ApprovalStep::state)
                    .containsExactly(ApprovalStep.State.APPROVED, ApprovalStep.State.RETURNED);
            assertThat(kept.steps().get(1).comment()).isEqualTo("Скидка велика");
            assertThat(kept.steps().get(1).dueAt()).isEqualTo(clock.instant().plus(Duration.ofHours(4)));
        });
    }

    @Test
    void aReworkIsTheNextVersionAndTheOneBeforeStaysAsItWas() {
        String deal = deal().number();
        long first = assemble(deal);
        approveAndReturn(first);
        long second = proposals.startNewVersion(first);
        proposals.assemble(deal, second, "manager2", draft("Охрана и сигнализация"));

        transaction.executeWithoutResult(status -> {
            List<Proposal> versions = proposals.versionsOf(proposals.get(first).number());
            assertThat(versions).extracting(Proposal::version).containsExactly(1, 2);
            assertThat(versions)
                    .extracting(Proposal::specialConditions)
                    .containsExactly("Ночная охрана", "Охрана и сигнализация");
            assertThat(versions)
                    .extracting(Proposal::state)
                    .containsExactly(Proposal.State.RETURNED, Proposal.State.DRAFT);
            assertThat(versions.get(0).lines().get(0).premium()).isEqualTo(new BigDecimal("92500.00"));
            // What the manager had told of the risk need not be typed again.
            assertThat(versions.get(1).lines().get(0).parameters())
                    .isEqualTo(versions.get(0).lines().get(0).parameters());
            assertThat(versions.get(1).steps()).isEmpty();
            assertThat(proposals.of(deals.get(deal)))
                    .extracting(Proposal::version)
                    .containsExactly(2, 1);
            assertThat(proposals.returnedBefore(versions.get(1))).isPresent();
        });
    }

    @Test
    void aVersionThatWentToApprovalIsNotWrittenAgain() {
        String deal = deal().number();
        long id = assemble(deal);
        approveAndReturn(id);

        assertThatThrownBy(() -> proposals.assemble(deal, id, "manager", draft("Иначе")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("ушла на согласование");
        assertThat(proposals.get(id).specialConditions()).isEqualTo("Ночная охрана");
    }

    @Test
    void aVersionsNumberIsTakenOnce() {
        long first = assemble(deal().number());
        approveAndReturn(first);
        long second = proposals.startNewVersion(first);

        assertThatThrownBy(() -> jdbc.update("update proposal set version = 1 where id = ?", second))
                .isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> proposals.startNewVersion(first)).isInstanceOf(RuntimeException.class);
        assertThat(proposals.versionsOf(proposals.get(first).number())).hasSize(2);
    }

    @Test
    void proposalsOfOneMomentDoNotWaitForEachOther() {
        String one = deal().number();
        String other = deal().number();
        transaction.executeWithoutResult(status -> {
            long mine = assemble(one);
            assertThat(CompletableFuture.supplyAsync(() -> assemble(other)))
                    .as("a second proposal while the first is not yet committed")
                    .succeedsWithin(Duration.ofSeconds(20))
                    .isNotEqualTo(mine);
        });
    }
}
