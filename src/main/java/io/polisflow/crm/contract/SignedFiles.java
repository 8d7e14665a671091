package io.polisflow.crm.contract;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.access.OfDealPart;
import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.contract.DocumentExchange.SignatureCheck;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.journal.Journal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what proves a contract's electronic signatures and hands it out as one set. */
@Service
@Transactional
public class SignedFiles {

    private static final String SIGNATURE = "application/pkcs7-signature";

    private final SignedContracts contracts;
    private final ContractDocuments documents;
    private final Files files;
    private final Journal journal;
    private final AuditTrail audit;
    private final Clock clock;

    SignedFiles(
            SignedContracts contracts,
            ContractDocuments documents,
            Files files,
            Journal journal,
            AuditTrail audit,
            Clock clock) {
        this.audit = audit;
        this.contracts = contracts;
        this.documents = documents;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
    }

    /** A file to be sent to a browser. */
    public record SignedSet(String name, byte[] content) {}

    /** Concludes the contract, or not, and keeps both signatures and the protocol, also of a check that failed: it shows why. */
    void keep(Contract contract, SignatureCheck check) {
        contract.signatureChecked(
                check.signer(),
                check.valid() ? null : check.problem(),
                keep(contract.number() + ".p7s", check.signature()),
                keep(contract.number() + "-insurer.p7s", check.ownSignature()),
                files.keep(
                                "Протокол проверки подписей " + contract.number() + ".pdf",
                                "application/pdf",
                                protocol(contract, check))
                        .id());
    }

    private Long keep(String name, byte[] signature) {
        return signature == null || signature.length == 0
                ? null
                : files.keepReceived(name, SIGNATURE, signature).id();
    }

    private byte[] protocol(Contract contract, SignatureCheck check) {
        StoredFile document = contract.document();
        return documents.protocol(new ContractDocuments.ProtocolSheet(
                contract.number(),
                contract.deal().client().name(),
                contract.deal().client().inn(),
                document.name(),
                document.size(),
                document.sha256(),
                contract.messageId(),
                contract.entityId(),
                contract.signedAt(),
                clock.instant(),
                clock.getZone(),
                check.valid(),
                check.problem(),
                check.facts()));
    }

    /**
     * Packs the PDF as it was sent, the insurer's and the client's detached signature and the protocol of their check.
     *
     * @param user whom the deal's history names
     * @throws RefusedException when the contract is not concluded by electronic signatures
     * @throws java.util.NoSuchElementException when there is no such contract
     */
    @OfDealPart(entity = "Contract", id = "#contractId")
    public SignedSet pack(long contractId, String user) {
        Contract contract = contracts.findById(contractId).orElseThrow();
        if (!contract.hasSignedSet()) {
            throw new RefusedException(
                    null, "Договор " + contract.number() + " не подписан через ЭДО: комплекта с подписями нет");
        }
        String document = contract.document().name();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed, StandardCharsets.UTF_8)) {
            add(zip, document, contract.document());
            add(zip, document + ".страховщик.sig", contract.ownSignatureFileId());
            add(zip, document + ".клиент.sig", contract.signatureFileId());
            add(zip, document + ".протокол.pdf", contract.protocolFileId());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        audit.event(
                AuditAction.EXPORTED,
                AuditSubject.of("signed_set", contract.number())
                        .inDeal(contract.deal().number()),
                Map.of("format", "zip"));
        journal.record(
                contract.deal().number(),
                "Скачан комплект подписанных документов договора " + contract.number() + ": " + user);
        return new SignedSet(contract.number() + ".zip", packed.toByteArray());
    }

    private void add(ZipOutputStream zip, String name, Long fileId) throws IOException {
        if (fileId != null) {
            add(zip, name, files.find(fileId).orElseThrow());
        }
    }

    private void add(ZipOutputStream zip, String name, StoredFile file) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(clock.instant().atZone(clock.getZone()).toLocalDateTime());
        zip.putNextEntry(entry);
        zip.write(files.content(file));
        zip.closeEntry();
    }

    interface SignedContracts extends Repository<Contract, Long> {
        Optional<Contract> findById(Long id);
    }
}
