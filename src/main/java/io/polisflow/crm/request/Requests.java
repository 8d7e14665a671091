package io.polisflow.crm.request;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Clients.Match;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.client.FieldOrigin.Editor;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.exchange.Subject;
import io.polisflow.crm.journal.CurrentStep;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.letter.LetterTemplates;
import io.polisflow.crm.letter.Letters;
import io.polisflow.crm.personal.Consents;
import io.polisflow.crm.personal.Purpose;
import io.polisflow.crm.proposal.Catalogue;
import io.polisflow.crm.proposal.Product;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes in requests and leads each to its client and deal; nothing a client sent is dropped, nothing is taken in twice. */
@Service
@Transactional
public class Requests implements RequestInbox {

    private static final int FORM_TEXT = 3900;

    private final RequestRepository requests;
    private final RequestReader reader;
    private final InsertOnce insertOnce;
    private final JdbcTemplate jdbc;
    private final Files files;
    private final Clients clients;
    private final Deals deals;
    private final Letters letters;
    private final LetterTemplates templates;
    private final ConfirmationFacts confirmation;
    private final Catalogue catalogue;
    private final Staff staff;
    private final Journal journal;
    private final Consents consents;
    private final IntakeProcess process;
    private final Clock clock;

    Requests(
            RequestRepository requests,
            RequestReader reader,
            InsertOnce insertOnce,
            JdbcTemplate jdbc,
            Files files,
            Clients clients,
            Deals deals,
            Letters letters,
            LetterTemplates templates,
            ConfirmationFacts confirmation,
            Catalogue catalogue,
            Staff staff,
            Journal journal,
            Consents consents,
            IntakeProcess process,
            Clock clock) {
        this.requests = requests;
        this.reader = reader;
        this.insertOnce = insertOnce;
        this.jdbc = jdbc;
        this.files = files;
        this.clients = clients;
        this.deals = deals;
        this.letters = letters;
        this.templates = templates;
        this.confirmation = confirmation;
        this.catalogue = catalogue;
        this.staff = staff;
        this.journal = journal;
        this.consents = consents;
        this.process = process;
        this.clock = clock;
    }

    @Override
    public Receipt receive(IncomingRequest in) {
        Optional<Deal> thread = letters.dealOfThread(in.replyTo());
        if (thread.isEmpty() && in.channel() == Channel.EMAIL) {
            thread = letters.dealOfSubject(in.subject(), in.email());
        }
        if (thread.isPresent()) {
            return keepReply(in, thread.get());
        }
        ReadRequest read = reader.read(in);
        String externalId = externalId(in);
        Optional<InsuranceRequest> made = store(in, externalId, read);
        if (made.isPresent()) {
            Subject.is(made.get().number());
            process.received(made.get());
            return new Receipt(made.get().number(), false, read.problems());
        }
        InsuranceRequest known =
                requests.findByChannelAndExternalId(in.channel(), externalId).orElseThrow();
        if (known.status() != InsuranceRequest.Status.UNSORTED) {
            return new Receipt(known.number(), true, List.of());
        }
        if (read.problems().isEmpty()) {
            known.read(read);
            process.corrected(known);
        }
        return new Receipt(known.number(), true, read.problems());
    }

    private Receipt keepReply(IncomingRequest in, Deal deal) {
        Subject.is(deal.number());
        List<StoredFile> attachments = keepFiles(in);
        String subject = in.subject() == null || in.subject().isBlank() ? "Без темы" : in.subject();
        String text = in.text() == null ? "" : in.text();
        letters.receive(
                deal,
                in.externalId(),
                in.replyTo().isEmpty() ? null : in.replyTo().get(in.replyTo().size() - 1),
                in.email() == null ? "" : in.email(),
                subject,
                text,
                in.html(),
                attachments);
        return new Receipt(deal.number(), false, List.of());
    }

    /** Records what a manager wrote down during a call; a field that does not fit is refused at once. */
    public InsuranceRequest takeCall(IncomingRequest in) {
        ReadRequest read = reader.read(in);
        refuseProblems(read);
        return store(in, externalId(in), read).orElseThrow();
    }

    /**
     * Records what the client of a running deal wants as a request of that deal.
     *
     * @throws RefusedException when a field does not fit
     */
    public InsuranceRequest takeNeeds(String dealNumber, Needs needs) {
        Deal deal = deals.get(dealNumber);
        IncomingRequest in = needs.asRequestOf(deal);
        ReadRequest read = reader.read(in);
        refuseProblems(read);
        if (read.productCode() == null) {
            throw new RefusedException("product", "Выберите продукт, который интересен клиенту");
        }
        if (read.object() == null) {
            throw new RefusedException("object", "Опишите, что клиент хочет застраховать");
        }
        InsuranceRequest request = store(in, externalId(in), read).orElseThrow();
        request.belongsTo(deal.client(), deal.contact());
        request.recorded(deal);
        journal.record(dealNumber, "Потребности записаны: заявка " + request.number());
        return request;
    }

    private static void refuseProblems(ReadRequest read) {
        if (!read.problems().isEmpty()) {
            throw new RefusedException(
                    read.problems().get(0).field(),
                    read.problems().stream().map(FieldProblem::message).collect(Collectors.joining(". ")));
        }
    }

    private static String externalId(IncomingRequest in) {
        if (in.externalId() == null || in.externalId().isBlank()) {
            return UUID.randomUUID().toString();
        }
        String id = in.externalId().strip();
        return id.length() <= 255
                ? id
                : UUID.nameUUIDFromBytes(id.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .toString();
    }

    /** @return empty when a message with this id was stored before */
    private Optional<InsuranceRequest> store(IncomingRequest in, String externalId, ReadRequest read) {
        Long id = jdbc.queryForObject("select nextval('request_seq')", Long.class);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("number", "R-%d-%06d".formatted(LocalDate.now(clock).getYear(), id));
        row.put("channel", in.channel().name());
        row.put("external_id", externalId);
        row.put("status", InsuranceRequest.Status.UNSORTED.name());
        row.put("received_at", java.sql.Timestamp.from(clock.instant()));
        row.put("lock_version", 0);
        if (!insertOnce.insert("insurance_request", row, List.of("channel", "external_id"))) {
            return Optional.empty();
        }
        InsuranceRequest request = get(id);
        request.read(read);
        StoredFile raw = in.raw() == null
                ? null
                : files.keepReceived(in.raw().name(), in.raw().type(), in.raw().content());
        request.keep(raw, keepFiles(in));
        return Optional.of(request);
    }

    private List<StoredFile> keepFiles(IncomingRequest in) {
        return in.files().stream()
                .map(file -> files.keepReceived(file.name(), file.type(), file.content()))
                .toList();
    }

    /**
     * Takes over what a person made of an unreadable message; one that asks for nothing stays in the store.
     *
     * @return whether it is a request
     * @throws RefusedException when it is one and its fields still do not fit
     */
    public boolean sortOut(long requestId, boolean isRequest, IncomingRequest corrected, String user) {
        InsuranceRequest request = get(requestId);
        if (isRequest) {
            String textBefore = request.text();
            ReadRequest read = reader.read(corrected);
            refuseProblems(read);
            request.read(read);
            if (read.text() != null && read.text().equals(shortened(textBefore))) {
                request.keepText(textBefore);
            }
            request.sorted(user);
        } else {
            request.discard(user);
        }
        return isRequest;
    }

    /** Searches the client by the request's traces and takes the one match. */
    public Match matchClient(long requestId) {
        InsuranceRequest request = get(requestId);
        Match match = clients.find(request.traces());
        if (match.certainty() == Clients.Certainty.FOUND) {
            assign(request, match.candidates().get(0));
        }
        return match;
    }

    /** @return whom the request may be from, for a person to choose */
    @Transactional(readOnly = true)
    public List<Client> candidates(long requestId) {
        return clients.find(get(requestId).traces()).candidates();
    }

    /**
     * Takes the client that a person chose.
     *
     * @param choice the card's id, or {@code new} for a card with the given INN (may be null) and name
     */
    public void chooseClient(long requestId, String choice, String newInn, String newCompanyName) {
        Client client = "new".equals(choice)
                ? clients.findOrCreate(newInn, newCompanyName, editor())
                : clients.get(Long.parseLong(choice));
        assign(get(requestId), client);
    }

    private Editor editor() {
        String user = CurrentStep.get() == null ? null : CurrentStep.get().user();
        return user == null ? null : new Editor(user, staff.nameOf(user));
    }

    /** Makes the client's card from the request. */
    public void createClient(long requestId) {
        InsuranceRequest request = get(requestId);
        assign(request, clients.findOrCreate(request.inn(), request.companyName()));
    }

    private void assign(InsuranceRequest request, Client client) {
        Contact contact = clients.findOrCreateContact(client, request.contactName(), request.email(), request.phone());
        request.belongsTo(client, contact);
        if (Boolean.TRUE.equals(request.consent())) {
            consents.ofRequest(contact, request.id(), Purpose.REQUEST, request.consentVersion(), request.receivedAt());
        }
        if (request.consentMarketing()) {
            consents.ofRequest(contact, request.id(), Purpose.MARKETING, null, request.receivedAt());
        }
    }

    /** Opens the request's deal at «Анализ потребностей». */
    public Deal openDeal(long requestId) {
        InsuranceRequest request = get(requestId);
        Deal deal = deals.open(request.client(), request.contact(), Stage.NEEDS_ANALYSIS);
        request.recorded(deal);
        journal.record(
                deal.number(),
                "Заявка " + request.number() + " принята, канал: "
                        + request.channel().label());
        return deal;
    }

    /**
     * Writes the confirmation into the deal's history.
     *
     * @return the letter's id, or empty when the client left no address
     */
    public Optional<Long> writeConfirmation(long requestId) {
        InsuranceRequest request = get(requestId);
        if (request.email() == null) {
            return Optional.empty();
        }
        return Optional.of(letters.writeAnswer(
                request.deal().number(),
                List.of(request.email()),
                templates.render("request-confirmation", confirmation.of(request)),
                List.of()));
    }

    /**
     * Has the client's requisites confirmed by the registry.
     *
     * @return whether a person should look at the client
     * @throws io.polisflow.crm.UnavailableException when the registry gave no usable answer
     */
    public boolean checkClient(long requestId) {
        InsuranceRequest request = get(requestId);
        boolean inDoubt = clients.checkRequisites(request.client().id());
        journal.record(
                request.deal().number(),
                "Реестр ответил: " + request.client().requisitesState().label()
                        + (request.client().registryStatus() == null
                                ? ""
                                : ", "
                                        + request.client()
                                                .registryStatus()
                                                .label()
                                                .toLowerCase(java.util.Locale.ROOT)));
        return inDoubt;
    }

    /** Records a person's decision on the client, with a reason when it is not to be worked with. */
    public void decideReliability(long requestId, boolean trusted, String comment) {
        InsuranceRequest request = get(requestId);
        clients.decideReliability(request.client().id(), trusted, comment);
        journal.record(
                request.deal().number(),
                "Проверка клиента: " + request.client().reliability().label()
                        + (comment == null ? "" : ": " + comment));
    }

    /** @throws java.util.NoSuchElementException when there is no such request */
    @Transactional(readOnly = true)
    public InsuranceRequest get(long requestId) {
        return requests.findById(requestId).orElseThrow();
    }

    /** @return the requests of a deal, oldest first */
    @Transactional(readOnly = true)
    public List<InsuranceRequest> of(Deal deal) {
        return requests.findByDealOrderById(deal);
    }

    /** @return the product's name for a screen, or null when the request names none */
    @Transactional(readOnly = true)
    public String productName(InsuranceRequest request) {
        return request.productCode() == null
                ? request.product()
                : Optional.of(catalogue.get(request.productCode()))
                        .map(Product::name)
                        .orElseThrow();
    }

    /** A text as a form can hold it: the engine keeps no variable over 4000 characters; a cut one ends with an ellipsis. */
    public static String shortened(String text) {
        return text == null || text.length() <= FORM_TEXT ? text : text.substring(0, FORM_TEXT - 1) + "…";
    }

    interface RequestRepository extends Repository<InsuranceRequest, Long> {
        Optional<InsuranceRequest> findById(Long id);

        /** Waits for whoever is changing the request: of several equal corrections the first one goes on. */
        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select i from InsuranceRequest i where i.channel = :channel and i.externalId = :externalId")
        Optional<InsuranceRequest> findByChannelAndExternalId(Channel channel, String externalId);

        @Query("select i from InsuranceRequest i where i.deal = :deal order by i.id")
        List<InsuranceRequest> findByDealOrderById(Deal deal);
    }
}
