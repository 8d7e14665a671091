package io.polisflow.crm.contract;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Inn;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.proposal.ApprovalRole;
import io.polisflow.crm.proposal.ApprovalStep.Decision;
import io.polisflow.crm.proposal.Approvals;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Proposals.Draft;
import io.polisflow.crm.proposal.Proposals.LineDraft;
import io.polisflow.fixtures.FakeContractPorts.FakeDocumentExchange;
import io.polisflow.fixtures.FakePorts.FakeUnderwriting;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A contract at any point of its way, made through the CRM's own services and without any model. */
public abstract class SigningCase extends DatabaseTest {

    protected static final LocalDate START = LocalDate.of(2027, 1, 1);
    protected static final LocalDate END = LocalDate.of(2027, 12, 31);

    private static final List<String> RISK = List.of("warehouse", "Подольск, Складская, 1", "1200", "2010", "true");

    @Autowired
    protected Contracts contracts;

    @Autowired
    protected SigningEvents events;

    @Autowired
    protected Proposals proposals;

    @Autowired
    protected Journal journal;

    @Autowired
    protected FakeDocumentExchange exchange;

    @Autowired
    private Approvals approvals;

    @Autowired
    private FakeUnderwriting underwriting;

    @BeforeEach
    void quietPorts() {
        underwriting.reset();
        exchange.reset();
    }

    /** A client that document exchange can know. */
    @Override
    protected Client client() {
        long serial = 600_000_000 + jdbc.queryForObject("select nextval('id_seq')", Long.class);
        String inn = IntStream.range(0, 10)
                .mapToObj(digit -> "%09d%d".formatted(serial, digit))
                .filter(Inn::isValid)
                .findFirst()
                .orElseThrow();
        return clients.findOrCreate(inn, unique("Лютик"));
    }

    /** @return a calculated proposal of two lines, 150 000 rubles of premium together */
    protected long calculated() {
        LineDraft warehouse =
                new LineDraft("property", "Склад", new BigDecimal("10000000"), new BigDecimal("50000"), null);
        LineDraft office = new LineDraft("property", "Офис", new BigDecimal("5000000"), BigDecimal.ZERO, null);
        long id = proposals.assemble(
                deal().number(), null, "manager", new Draft(START, 12, "Ночная охрана", List.of(warehouse, office)));
        proposals.fillIn(id, Stream.concat(RISK.stream(), RISK.stream()).toList());
        proposals.calculate(id, "attempt");
        return id;
    }

    protected long approved() {
        long id = calculated();
        proposals.submit(id);
        approvals.plan(id, List.of(ApprovalRole.UNDERWRITER));
        approvals.open(id, ApprovalRole.UNDERWRITER, clock.instant().plus(Duration.ofHours(4)));
        approvals.decide(id, ApprovalRole.UNDERWRITER, Decision.APPROVE, "underwriter", null);
        approvals.finish(id);
        return id;
    }

    protected long draft() {
        return contracts.createFrom(approved(), "manager");
    }

    protected long documented() {
        long id = draft();
        contracts.describe(id, START, END, List.of());
        contracts.makeDocument(id);
        return id;
    }

    /** @return a contract that goes by document exchange */
    protected long sent() {
        long id = documented();
        contracts.chooseChannel(id);
        contracts.send(id, UUID.randomUUID().toString());
        return id;
    }

    protected long onPaper() {
        exchange.nobodyIsIn();
        long id = documented();
        contracts.chooseChannel(id);
        return id;
    }

    protected String entity(long contract) {
        return contracts.get(contract).entityId();
    }

    protected Contract.State state(long contract) {
        return contracts.get(contract).state();
    }

    protected String dealOf(long contract) {
        return transaction.execute(status -> contracts.get(contract).deal().number());
    }

    protected List<String> history(long contract) {
        return journal.of(dealOf(contract)).stream().map(entry -> entry.text()).toList();
    }
}
