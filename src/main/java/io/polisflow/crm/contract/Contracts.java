package io.polisflow.crm.contract;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.access.OfDealPart;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.contract.ContractDocuments.ClientBlock;
import io.polisflow.crm.contract.ContractDocuments.ContractSheet;
import io.polisflow.crm.contract.ContractDocuments.Payment;
import io.polisflow.crm.contract.ContractDocuments.SheetLine;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Rubles;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes contracts out of approved proposals and takes them to the client's signature. */
@Service
@Transactional
public class Contracts {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final int LONGEST_TERM_YEARS = 5;
    private static final int MOST_INSTALMENTS = 24;
    private static final int KOPECKS = 2;

    private final ContractRepository contracts;
    private final Checks checks;
    private final Proposals proposals;
    private final ContractDocuments documents;
    private final DocumentExchange exchange;
    private final Files files;
    private final SignedFiles signedFiles;
    private final Staff staff;
    private final Journal journal;
    private final Clock clock;
    private final JdbcTemplate jdbc;
    private final EntityManager entities;

    Contracts(
            ContractRepository contracts,
            Checks checks,
            Proposals proposals,
            ContractDocuments documents,
            DocumentExchange exchange,
            Files files,
            SignedFiles signedFiles,
            Staff staff,
            Journal journal,
            Clock clock,
            JdbcTemplate jdbc,
            EntityManager entities) {
        this.contracts = contracts;
        this.checks = checks;
        this.proposals = proposals;
        this.documents = documents;
        this.exchange = exchange;
        this.files = files;
        this.signedFiles = signedFiles;
        this.staff = staff;
        this.journal = journal;
        this.clock = clock;
        this.jdbc = jdbc;
        this.entities = entities;
    }

    /**
     * Copies the approved proposal into a contract, so that nothing is typed twice.
     *
     * @return its id; asked again for the same version, the one that is there unless it came to nothing
     * @throws RefusedException when the version was never approved
     */
    public long createFrom(long proposalId, String author) {
        Optional<Contract> known = contracts.findByProposalIdOrderByIdDesc(proposalId).stream()
                .filter(contract -> contract.state() != Contract.State.ABANDONED)
                .findFirst();
        if (known.isPresent()) {
            return known.get().id();
        }
        Proposal proposal = proposals.get(proposalId);
        if (proposal.state() != Proposal.State.APPROVED && proposal.state() != Proposal.State.SENT) {
            throw new RefusedException(
                    null, "КП " + proposal.reference() + " не согласовано: договор создают из согласованной версии");
        }
        Long id = jdbc.queryForObject("select nextval('contract_seq')", Long.class);
        String number = "ДС-%d-%06d".formatted(LocalDate.now(clock).getYear(), id);
        Contract contract = new Contract(id, number, proposal, author, clock.instant());
        entities.persist(contract);
        journal.record(deal(contract), "Создан договор " + number + " по КП " + proposal.reference());
        return id;
    }

    /**
     * Sets the term and the payments.
     *
     * @param endsOn last day of cover
     * @param schedule amounts in rubles that make up the premium; empty for one payment on the first day
     * @throws RefusedException naming what does not fit
     */
    public void describe(long contractId, LocalDate startsOn, LocalDate endsOn, List<Instalment> schedule) {
        Contract contract = get(contractId);
        LocalDate today = LocalDate.now(clock);
        if (startsOn == null || startsOn.isBefore(today)) {
            throw new RefusedException(
                    "startsOn",
                    "Начало договора не может быть в прошлом: укажите " + SHOWN.format(today) + " или позже");
        }
        if (endsOn == null || !endsOn.isAfter(startsOn)) {
            throw new RefusedException("endsOn", "Окончание договора должно быть позже начала");
        }
        if (endsOn.isAfter(startsOn.plusYears(LONGEST_TERM_YEARS))) {
            throw new RefusedException("endsOn", "Срок договора — не больше " + LONGEST_TERM_YEARS + " лет");
        }
        List<Instalment> payments =
                schedule.isEmpty() ? List.of(new Instalment(startsOn, contract.premium())) : schedule;
        check(payments, contract, endsOn);
        contract.describe(startsOn, endsOn, payments);
        journal.record(
                deal(contract),
                "Договор " + contract.number() + ": с " + SHOWN.format(startsOn) + " по " + SHOWN.format(endsOn)
                        + ", платежей: " + payments.size());
    }

    private void check(List<Instalment> payments, Contract contract, LocalDate endsOn) {
        if (payments.size() > MOST_INSTALMENTS) {
            throw new RefusedException("instalments", "Платежей не может быть больше " + MOST_INSTALMENTS);
        }
        LocalDate before = null;
        BigDecimal sum = BigDecimal.ZERO;
        for (Instalment payment : payments) {
            if (payment.dueOn() == null
                    || payment.amount() == null
                    || payment.amount().signum() <= 0) {
                throw new RefusedException("instalments", "У каждого платежа укажите дату и сумму больше нуля");
            }
            if (payment.amount().stripTrailingZeros().scale() > KOPECKS) {
                throw new RefusedException("instalments", "Сумму платежа укажите с точностью до копейки");
            }
            if (payment.dueOn().isBefore(LocalDate.now(clock))
                    || payment.dueOn().isAfter(endsOn)) {
                throw new RefusedException(
                        "instalments", "Платёж " + SHOWN.format(payment.dueOn()) + " вне срока договора");
            }
            if (before != null && !payment.dueOn().isAfter(before)) {
                throw new RefusedException("instalments", "Даты платежей должны идти по возрастанию");
            }
            before = payment.dueOn();
            sum = sum.add(payment.amount());
        }
        if (sum.compareTo(contract.premium()) != 0) {
            throw new RefusedException(
                    "instalments",
                    "Сумма платежей " + Rubles.format(sum) + " не равна премии " + Rubles.format(contract.premium()));
        }
    }

    /** @throws RefusedException when it is returned without a word on what to correct */
    public void recordCheck(long contractId, ContractCheck.Role role, boolean passed, String comment, String user) {
        if (!passed && (comment == null || comment.isBlank())) {
            throw new RefusedException("comment", "Напишите, что исправить в договоре");
        }
        Contract contract = get(contractId);
        checks.save(new ContractCheck(contract, role, passed, comment, user, clock.instant()));
        journal.record(
                deal(contract),
                role.label() + ": договор " + contract.number() + (passed ? " проверен" : " возвращён: " + comment));
    }

    /** @return newest first */
    @OfDealPart(entity = "Contract", id = "#contractId")
    @Transactional(readOnly = true)
    public List<ContractCheck> checksOf(long contractId) {
        return checks.findByContractIdOrderByIdDesc(contractId);
    }

    /** Makes and keeps the document of the checked contract; a repeated call leaves the kept one. */
    public void makeDocument(long contractId) {
        Contract contract = get(contractId);
        if (contract.document() != null) {
            return;
        }
        contract.checked();
        StoredFile file =
                files.keep(contract.number() + ".pdf", "application/pdf", documents.render(sheetOf(contract)));
        contract.documentMade(file);
        journal.record(deal(contract), "Сформирован документ " + file.name());
    }

    /** @return what the contract's document says today */
    @Transactional(readOnly = true)
    public ContractSheet sheetOf(Contract contract) {
        Deal deal = contract.deal();
        Client client = deal.client();
        return new ContractSheet(
                contract.number(),
                deal.number(),
                contract.proposal().reference(),
                LocalDate.now(clock),
                new ClientBlock(
                        client.fullName() == null ? client.name() : client.fullName(),
                        client.inn(),
                        client.kpp(),
                        client.ogrn(),
                        client.address(),
                        client.headPosition(),
                        client.headName()),
                contract.startsOn(),
                contract.endsOn(),
                contract.lines().stream()
                        .map(line -> new SheetLine(
                                line.position(),
                                line.product().name(),
                                line.object(),
                                line.readableParameters(),
                                line.sumInsured(),
                                line.deductible(),
                                line.premium()))
                        .toList(),
                contract.sumInsured(),
                contract.premium(),
                contract.instalments().stream()
                        .map(payment -> new Payment(payment.dueOn(), payment.amount()))
                        .toList(),
                contract.specialConditions(),
                deal.owner() == null ? null : staff.nameOf(deal.owner()));
    }

    /**
     * Asks the operator whether the client takes electronic documents.
     *
     * @return whether the contract goes by document exchange; otherwise it is signed on paper
     * @throws io.polisflow.crm.UnavailableException when the operator gave no usable answer
     */
    public boolean chooseChannel(long contractId) {
        Contract contract = get(contractId);
        Client client = contract.deal().client();
        Optional<String> box = client.inn() == null ? Optional.empty() : exchange.boxOf(client.inn(), client.kpp());
        contract.goesBy(box.isPresent() ? Contract.Channel.EDO : Contract.Channel.PAPER, box.orElse(null));
        if (box.isEmpty()) {
            journal.record(deal(contract), "Клиент не подключён к ЭДО: договор подписывают на бумаге");
        }
        return box.isPresent();
    }

    /**
     * Sends the document for signature; sent already, it does nothing.
     *
     * @param operationId idempotency key of the business attempt
     */
    public void send(long contractId, String operationId) {
        Contract contract = get(contractId);
        if (contract.sentAt() != null) {
            return;
        }
        DocumentExchange.Sent sent = exchange.send(new DocumentExchange.Outgoing(
                operationId,
                contract.boxId(),
                contract.number(),
                contract.document().name(),
                files.content(contract.document())));
        contract.sent(sent.messageId(), sent.documentId(), clock.instant());
        journal.record(deal(contract), "Договор " + contract.number() + " отправлен на подпись через ЭДО");
    }

    /**
     * Checks the client's signature over exactly the bytes that were sent; checked already, it answers the same again.
     *
     * @return whether the contract is concluded
     */
    public boolean verifySignature(long contractId) {
        Contract contract = get(contractId);
        if (contract.state() != Contract.State.SIGNED) {
            return contract.state() == Contract.State.CONCLUDED;
        }
        DocumentExchange.SignatureCheck check = exchange.checkSignature(
                contract.messageId(),
                contract.entityId(),
                files.content(contract.document()),
                new DocumentExchange.Signatory(contract.deal().client().inn(), contract.signedAt()));
        signedFiles.keep(contract, check);
        if (!check.valid()) {
            journal.record(deal(contract), "Подписи не приняты: " + check.problem());
            return false;
        }
        journal.record(
                deal(contract), "Подпись клиента проверена" + (check.signer() == null ? "" : ": " + check.signer()));
        return true;
    }

    /** Keeps the scan of the contract signed on paper; a later one takes its place. */
    @OfDealPart(entity = "Contract", id = "#contractId")
    public void attachScan(long contractId, String name, String mediaType, byte[] content) {
        Contract contract = get(contractId);
        contract.scanned(files.keep(name, mediaType, content));
        journal.record(deal(contract), "Загружен скан подписанного договора " + contract.number());
    }

    /** @throws RefusedException while there is no scan */
    public void signedOnPaper(long contractId) {
        Contract contract = get(contractId);
        contract.signedOnPaper(clock.instant());
        journal.record(deal(contract), "Договор " + contract.number() + " подписан на бумаге");
    }

    public void refusedOnPaper(long contractId, String reason) {
        Contract contract = get(contractId);
        contract.refusedOnPaper(reason);
        journal.record(deal(contract), "Клиент отказался подписать договор " + contract.number() + ": " + reason);
    }

    /** The contract comes to nothing: the client gave up or wants other terms. */
    public void abandon(long contractId) {
        Contract contract = get(contractId);
        if (contract.state() == Contract.State.ABANDONED) {
            return;
        }
        contract.abandoned();
        journal.record(deal(contract), "Договор " + contract.number() + " не состоялся");
    }

    /**
     * Gives the contract up for other terms, which go through approval as a new version of the proposal.
     *
     * @return the id of the new version
     */
    public long revise(long contractId) {
        abandon(contractId);
        return proposals.startNewVersion(get(contractId).proposal().id());
    }

    /** @throws java.util.NoSuchElementException when there is no such contract */
    @OfDealPart(entity = "Contract", id = "#contractId")
    @Transactional(readOnly = true)
    public Contract get(long contractId) {
        return contracts.findById(contractId).orElseThrow();
    }

    /** @return newest first */
    @Transactional(readOnly = true)
    public List<Contract> of(Deal deal) {
        return new ArrayList<>(contracts.findByDealOrderByIdDesc(deal));
    }

    /** Keeps others from changing the contract until the end of the transaction. */
    Optional<Contract> lockByEntity(String entityId) {
        return contracts.findByEntityId(entityId);
    }

    /** Keeps others from changing the contract until the end of the transaction. */
    Contract lock(long contractId) {
        return contracts.findWithLockById(contractId).orElseThrow();
    }

    private static String deal(Contract contract) {
        return contract.deal().number();
    }

    interface ContractRepository extends Repository<Contract, Long> {
        Optional<Contract> findById(Long id);

        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select c from Contract c where c.id = :id")
        Optional<Contract> findWithLockById(long id);

        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select c from Contract c where c.entityId = :entityId")
        Optional<Contract> findByEntityId(String entityId);

        @Query("select c from Contract c where c.proposal.id = :proposalId order by c.id desc")
        List<Contract> findByProposalIdOrderByIdDesc(long proposalId);

        @Query("select c from Contract c where c.deal = :deal order by c.id desc")
        List<Contract> findByDealOrderByIdDesc(Deal deal);
    }

    interface Checks extends Repository<ContractCheck, Long> {
        ContractCheck save(ContractCheck check);

        @Query("select c from ContractCheck c where c.contract.id = :contractId order by c.id desc")
        List<ContractCheck> findByContractIdOrderByIdDesc(long contractId);
    }
}
