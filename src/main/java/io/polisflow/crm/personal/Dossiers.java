package io.polisflow.crm.personal;

import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.personal.SubjectRequests.State;
import io.polisflow.crm.personal.SubjectRequests.SubjectRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Gathers all that is known of a person into one file: what a person reads, what a program reads, and the files themselves. */
@Service
public class Dossiers {

    private final SubjectRequests requests;
    private final Subjects subjects;
    private final Purposes purposes;
    private final ObjectProvider<Places> places;
    private final PlaceRows rows;
    private final PersonFiles personFiles;
    private final AuditOfPerson audit;
    private final Files files;
    private final TransactionTemplate aside;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final String operator;

    Dossiers(
            SubjectRequests requests,
            Subjects subjects,
            Purposes purposes,
            ObjectProvider<Places> places,
            PlaceRows rows,
            PersonFiles personFiles,
            AuditOfPerson audit,
            Files files,
            PlatformTransactionManager transactions,
            Clock clock,
            @Value("${polisflow.company.name:}") String operator) {
        this.requests = requests;
        this.subjects = subjects;
        this.purposes = purposes;
        this.places = places;
        this.rows = rows;
        this.personFiles = personFiles;
        this.audit = audit;
        this.files = files;
        this.transaction = new TransactionTemplate(transactions);
        this.aside = new TransactionTemplate(transactions);
        this.aside.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
        this.operator = operator;
    }

    /** Does the work that {@link SubjectRequests#gather} asked for; done before or called off, it does nothing. */
    public void gather(long requestId) {
        SubjectRequest request = requests.find(requestId).orElseThrow();
        if (request.state() != State.GATHERING) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            byte[] zip = zip(request);
            if (request.fileId() != null) {
                files.erase(request.fileId());
            }
            StoredFile kept = files.keep("Данные субъекта " + request.id() + ".zip", "application/zip", zip);
            requests.ready(request.id(), kept.id());
        });
    }

    private byte[] zip(SubjectRequest request) {
        Person person = subjects.of(request.contactId());
        Tokens tokens = new Tokens(person);
        List<Place> all = places.orderedStream()
                .flatMap(part -> part.places().stream())
                .filter(Place::mayHoldPeople)
                .toList();
        List<DossierPart> parts = new ArrayList<>();
        for (Place place : all) {
            DossierPart part = new DossierPart(place.table(), place.purpose(), place.term(), new ArrayList<>());
            rows.each(place, person, tokens, row -> part.rows().add(rows.whole(place, row)));
            parts.add(part);
            int done = parts.size();
            // Seen while it goes on, so it is not part of this transaction.
            aside.executeWithoutResult(status -> requests.progress(request.id(), done, all.size()));
        }
        parts.add(audit.of(person));
        List<StoredFile> theirs = personFiles.of(person, tokens).stream()
                .map(PersonFiles.Finding::file)
                .map(files::find)
                .flatMap(java.util.Optional::stream)
                .filter(file -> file.quarantine() == null)
                .toList();
        Map<String, String> names = purposes.all().stream().collect(Collectors.toMap(Purpose::code, Purpose::name));
        DossierText text = new DossierText(operator, clock.instant(), clock.getZone(), request.subject(), names);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            add(zip, "Сведения.html", text.html(parts, theirs));
            add(zip, "data.json", DossierText.json(parts));
            for (StoredFile file : theirs) {
                zip.putNextEntry(new ZipEntry("files/" + DossierText.entry(file)));
                zip.write(files.content(file));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
