package io.polisflow.crm.proposal;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.letter.LetterTemplates;
import io.polisflow.crm.letter.LetterTemplates.RenderedLetter;
import io.polisflow.crm.letter.Letters;
import io.polisflow.crm.proposal.ProposalDocuments.ClientBlock;
import io.polisflow.crm.proposal.ProposalDocuments.ProposalSheet;
import io.polisflow.crm.proposal.ProposalDocuments.SheetLine;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Turns an approved proposal into the client's PDF and letter. */
@Service
@Transactional
public class ProposalDispatch {

    private final Proposals proposals;
    private final ProposalDocuments documents;
    private final Files files;
    private final Letters letters;
    private final LetterTemplates templates;
    private final Staff staff;
    private final Journal journal;
    private final Clock clock;

    ProposalDispatch(
            Proposals proposals,
            ProposalDocuments documents,
            Files files,
            Letters letters,
            LetterTemplates templates,
            Staff staff,
            Journal journal,
            Clock clock) {
        this.proposals = proposals;
        this.documents = documents;
        this.files = files;
        this.letters = letters;
        this.templates = templates;
        this.staff = staff;
        this.journal = journal;
        this.clock = clock;
    }

    /** Makes and keeps the document of the approved version; a repeated call leaves the kept one. */
    public void makeDocument(long proposalId) {
        Proposal proposal = proposals.get(proposalId);
        if (proposal.document() != null) {
            return;
        }
        byte[] content = documents.render(sheetOf(proposal));
        StoredFile file =
                files.keep(proposal.number() + "-v" + proposal.version() + ".pdf", "application/pdf", content);
        proposal.documentMade(file);
        journal.record(proposal.deal().number(), "Сформирован документ " + file.name());
    }

    /** @return what the document of this version says today */
    @Transactional(readOnly = true)
    public ProposalSheet sheetOf(Proposal proposal) {
        Deal deal = proposal.deal();
        Client client = deal.client();
        Contact contact = deal.contact();
        Optional<Staff.Employee> manager = manager(deal);
        return new ProposalSheet(
                proposal.number(),
                proposal.version(),
                deal.number(),
                LocalDate.now(clock),
                proposal.validUntil(),
                new ClientBlock(
                        client.name(),
                        client.inn(),
                        client.kpp(),
                        client.ogrn(),
                        client.address(),
                        contact == null ? null : contact.name(),
                        contact == null ? null : contact.email()),
                proposal.startsOn(),
                proposal.termMonths(),
                proposal.lines().stream()
                        .map(line -> new SheetLine(
                                line.position(),
                                line.product().name(),
                                line.object(),
                                line.readableParameters(),
                                line.sumInsured(),
                                line.deductible(),
                                line.tariffRate(),
                                line.discountPercent(),
                                line.premium()))
                        .toList(),
                proposal.totalSumInsured(),
                proposal.totalPremium(),
                proposal.specialConditions(),
                manager.map(Staff.Employee::name).orElse(null),
                manager.map(Staff.Employee::email).orElse(null),
                null);
    }

    /** @return the covering letter as the template proposes it, to be edited by the manager */
    @Transactional(readOnly = true)
    public RenderedLetter proposedLetter(long proposalId) {
        return templates.render("proposal", letterFacts(proposals.get(proposalId)));
    }

    /** @return what the covering letter's template may name */
    @Transactional(readOnly = true)
    public Map<String, Object> letterFacts(Proposal proposal) {
        Deal deal = proposal.deal();
        Optional<Staff.Employee> manager = manager(deal);
        Map<String, Object> model = new HashMap<>();
        model.put("contactName", deal.contact() == null ? null : deal.contact().name());
        model.put("companyName", deal.client().name());
        model.put("proposalNumber", proposal.number());
        model.put("dealNumber", deal.number());
        model.put(
                "products",
                proposal.lines().stream()
                        .map(line -> line.product().name())
                        .distinct()
                        .toList());
        model.put("totalPremium", proposal.totalPremium());
        model.put("validUntil", proposal.validUntil());
        model.put("managerName", manager.map(Staff.Employee::name).orElse(null));
        model.put("managerEmail", manager.map(Staff.Employee::email).orElse(null));
        model.put("managerPhone", null);
        return model;
    }

    /**
     * Puts the manager's letter with the approved document into the deal's history.
     *
     * @param recipients as typed
     * @return the letter's id, for delivery
     */
    public long writeLetter(long proposalId, String recipients, String subject, String text) {
        Proposal proposal = proposals.get(proposalId);
        if (proposal.document() == null) {
            throw new IllegalStateException(proposal.reference() + " has no document");
        }
        List<String> to = Letters.addresses(recipients);
        letters.requirePermitted(proposal.deal().ground(), to, "recipients");
        return letters.write(
                proposal.deal().number(),
                to,
                new RenderedLetter(subject, text, templates.frame(subject, text)),
                List.of(proposal.document()));
    }

    /**
     * Delivers the letter; the version counts as sent from then on.
     *
     * @return false when the mail server refused the letter for good: it has to be written anew
     */
    public boolean send(long proposalId, long letterId) {
        if (!letters.deliver(letterId)) {
            return false;
        }
        Proposal proposal = proposals.get(proposalId);
        if (proposal.sentAt() == null) {
            proposal.sent(clock.instant());
            journal.record(proposal.deal().number(), "КП " + proposal.reference() + " отправлено клиенту");
        }
        return true;
    }

    /**
     * @param letterId of the letter that was to bring it, or null when none was written yet
     * @return why that letter reached nobody, or null
     */
    @Transactional(readOnly = true)
    public String whyNotSent(Long letterId) {
        return letterId == null ? null : letters.get(letterId).failure();
    }

    private Optional<Staff.Employee> manager(Deal deal) {
        return Optional.ofNullable(deal.owner()).flatMap(staff::find);
    }
}
