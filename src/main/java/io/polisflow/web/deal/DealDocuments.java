package io.polisflow.web.deal;

import io.polisflow.crm.contract.Contract;
import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.dossier.DealFile;
import io.polisflow.crm.dossier.DealFiles;
import io.polisflow.crm.overview.ClientFiles;
import io.polisflow.crm.overview.ClientFiles.ClientFile;
import io.polisflow.crm.overview.ClientFiles.Origin;
import io.polisflow.web.DealView.FileView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lists every file of a deal, whatever it hangs on, and what its uploader can still take back. */
@Service
@Transactional(readOnly = true)
class DealDocuments {

    private static final int MOST = 300;
    /** For so long one may change one's mind about a file that one took away. */
    private static final Duration REGRET = Duration.ofDays(1);

    private final Deals deals;
    private final ClientFiles files;
    private final DealFiles uploads;
    private final Contracts contracts;
    private final Staff staff;
    private final Clock clock;
    private final DateTimeFormatter when;

    DealDocuments(Deals deals, ClientFiles files, DealFiles uploads, Contracts contracts, Staff staff, Clock clock) {
        this.deals = deals;
        this.files = files;
        this.uploads = uploads;
        this.contracts = contracts;
        this.staff = staff;
        this.clock = clock;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /**
     * A file of the deal.
     *
     * @param id of the kept file, null of a set that is packed when it is asked for
     * @param bytes its size, 0 of such a set
     * @param by who left it, or null
     * @param shown whether a browser shows it in a tab of its own
     * @param ours whether it is a proposal or contract that one can look at
     * @param own whether the reader left it and may take it away, or bring it back
     * @param removed whether the reader took it away
     */
    record Document(
            Long id,
            FileView file,
            long bytes,
            String kind,
            String at,
            String by,
            boolean shown,
            boolean ours,
            boolean own,
            boolean removed) {}

    /** @return newest first; what the reader took away lately comes last */
    List<Document> of(String dealNumber, String reader) {
        Deal deal = deals.get(dealNumber);
        Map<Long, DealFile> left = uploads.of(deal).stream()
                .collect(Collectors.toMap(upload -> upload.file().id(), Function.identity()));
        Instant regret = clock.instant().minus(REGRET);
        Stream<Document> sets =
                contracts.of(deal).stream().filter(Contract::hasSignedSet).map(this::signedSet);
        Stream<Document> kept = files.of(deal, MOST).stream().map(file -> document(file, left, reader));
        Stream<Document> removed = left.values().stream()
                .filter(upload ->
                        upload.removedAt() != null && upload.removedAt().isAfter(regret))
                .filter(upload -> upload.uploadedBy().equals(reader))
                .map(upload -> of(upload, reader));
        return Stream.of(sets, kept, removed).flatMap(Function.identity()).toList();
    }

    Document of(DealFile upload, String reader) {
        return document(
                upload.file(),
                Origin.UPLOAD,
                upload.uploadedBy(),
                upload.uploadedBy().equals(reader),
                upload.removedAt() != null);
    }

    private Document document(ClientFile file, Map<Long, DealFile> left, String reader) {
        DealFile upload = left.get(file.file().id());
        boolean stands = upload != null && upload.removedAt() == null;
        return stands ? of(upload, reader) : document(file.file(), file.origin(), null, false, false);
    }

    private Document document(StoredFile file, Origin origin, String by, boolean own, boolean removed) {
        boolean shown = FileView.isShown(file);
        return new Document(
                file.id(),
                FileView.of(file),
                file.size(),
                origin.label(),
                when.format(file.createdAt()),
                by == null ? null : staff.nameOf(by),
                shown,
                shown && (origin == Origin.PROPOSAL || origin == Origin.CONTRACT),
                own,
                removed);
    }

    private Document signedSet(Contract contract) {
        return new Document(
                null,
                new FileView(
                        "Договор " + contract.number() + " с подписями.zip",
                        "/crm/contracts/" + contract.id() + "/signed.zip",
                        null),
                0,
                "Подписанный комплект",
                contract.signedAt() == null ? null : when.format(contract.signedAt()),
                null,
                false,
                false,
                false,
                false);
    }
}
